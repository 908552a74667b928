# Pre-shared key of AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603, for Terraform
vpn-0a41c7e95d2b8f603-key = "vjASde5KgyNdHocfCBeqfLCd5Mhp"
