# Pre-shared key of AWS Site-to-Site VPN vpn-0c58e3a7b1d94f26e, for Terraform
vpn-0c58e3a7b1d94f26e-key = "5vwVxPGN4Ee6fsFVTedXVuSMU5Dt"
