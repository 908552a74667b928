# Pre-shared key of AWS Site-to-Site VPN vpn-0f84b2e71c5d36a9f, for Terraform
vpn-0f84b2e71c5d36a9f-key = "boJyjVKbZJuS8fV7rJykx2pKK2Hw"
