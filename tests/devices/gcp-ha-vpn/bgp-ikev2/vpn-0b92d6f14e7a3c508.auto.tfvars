# Pre-shared keys of AWS Site-to-Site VPN vpn-0b92d6f14e7a3c508, for Terraform
vpn-0b92d6f14e7a3c508-keys = {
  "1" = "nygLWeMdQoGUKC2vENEyuq3mV2qf"
  "2" = "MuJG9wXDtPehHBkZwjGBcTeZLM39"
}
