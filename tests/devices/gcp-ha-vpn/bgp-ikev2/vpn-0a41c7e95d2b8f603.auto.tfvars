# Pre-shared keys of AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603, for Terraform
vpn-0a41c7e95d2b8f603-keys = {
  "1" = "vjASde5KgyNdHocfCBeqfLCd5Mhp"
  "2" = "RRNdMNAdpcL7itBjKhMuL5UmgNMR"
}
