# Pre-shared keys of AWS Site-to-Site VPN vpn-0c58e3a7b1d94f26e, for Terraform
vpn-0c58e3a7b1d94f26e-keys = {
  "1" = "5vwVxPGN4Ee6fsFVTedXVuSMU5Dt"
  "2" = "Wz9TxbExkQhGdo2tiYqAA8GfkDAL"
}
