# Pre-shared key of AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c, for Terraform
vpn-0d17f4c82a6e95b3c-key = "s9i5C8LsWBxU9zpjfmjpTpaG6Nmr"
