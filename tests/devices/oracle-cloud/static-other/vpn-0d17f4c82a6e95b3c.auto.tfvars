# Pre-shared key of AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c, for Terraform
vpn-0d17f4c82a6e95b3c-key = "tajBKyQMviV7HQSUYdE828U4LAAA"
