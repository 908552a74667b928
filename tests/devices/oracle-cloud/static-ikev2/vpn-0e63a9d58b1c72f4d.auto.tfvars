# Pre-shared key of AWS Site-to-Site VPN vpn-0e63a9d58b1c72f4d, for Terraform
vpn-0e63a9d58b1c72f4d-key = "AgFRAdneoDkhwPdgaMjKgyQbe8oQ"
