# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603. Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# The Google Cloud end. The keys are in vpn-0a41c7e95d2b8f603.auto.tfvars.

variable "vpn-0a41c7e95d2b8f603-keys" {
  description = "Pre-shared keys of vpn-0a41c7e95d2b8f603, by the tunnel's number"
  type        = map(string)
  sensitive   = true
}

data "google_compute_ha_vpn_gateway" "vpn-0a41c7e95d2b8f603" {
  project = "example-net"
  region  = "us-east1"
  name    = "ha-aws"

  lifecycle {
    postcondition {
      condition     = self.vpn_interfaces[0].ip_address == "192.0.2.77"
      error_message = "Interface 0 of ha-aws is not 192.0.2.77, which AWS expects."
    }
  }
}

data "google_compute_router" "vpn-0a41c7e95d2b8f603" {
  project = "example-net"
  region  = "us-east1"
  network = "main"
  name    = "cr-aws"

  lifecycle {
    postcondition {
      condition     = self.bgp[0].asn == 65040
      error_message = "The ASN of cr-aws is not 65040, which AWS expects."
    }
  }
}

resource "google_compute_external_vpn_gateway" "vpn-0a41c7e95d2b8f603" {
  project         = "example-net"
  name            = "vpn-0a41c7e95d2b8f603"
  redundancy_type = "FOUR_IPS_REDUNDANCY"

  interface {
    id         = 0
    ip_address = "203.0.113.21"
  }

  interface {
    id         = 1
    ip_address = "203.0.113.28"
  }

  interface {
    id         = 2
    ip_address = "203.0.113.201"
  }

  interface {
    id         = 3
    ip_address = "203.0.113.208"
  }
}

resource "google_compute_vpn_tunnel" "vpn-0a41c7e95d2b8f603-1" {
  project                         = "example-net"
  region                          = "us-east1"
  name                            = "vpn-0a41c7e95d2b8f603-1"
  vpn_gateway                     = data.google_compute_ha_vpn_gateway.vpn-0a41c7e95d2b8f603.id
  vpn_gateway_interface           = 0
  peer_external_gateway           = google_compute_external_vpn_gateway.vpn-0a41c7e95d2b8f603.id
  peer_external_gateway_interface = 0
  router                          = data.google_compute_router.vpn-0a41c7e95d2b8f603.self_link
  ike_version                     = 2
  shared_secret                   = var.vpn-0a41c7e95d2b8f603-keys["1"]

  cipher_suite {
    phase1 {
      encryption = ["AES-GCM-16-256"]
      prf        = ["PRF-HMAC-SHA2-512"]
      dh         = ["Group-21"]
    }

    phase2 {
      encryption = ["AES-GCM-16-256"]
      pfs        = ["Group-21"]
    }
  }
}

resource "google_compute_router_interface" "vpn-0a41c7e95d2b8f603-1" {
  project    = "example-net"
  region     = "us-east1"
  router     = "cr-aws"
  name       = "vpn-0a41c7e95d2b8f603-1"
  ip_range   = "169.254.31.66/30"
  vpn_tunnel = google_compute_vpn_tunnel.vpn-0a41c7e95d2b8f603-1.name
}

resource "google_compute_router_peer" "vpn-0a41c7e95d2b8f603-1" {
  project                   = "example-net"
  region                    = "us-east1"
  router                    = "cr-aws"
  name                      = "vpn-0a41c7e95d2b8f603-1"
  interface                 = google_compute_router_interface.vpn-0a41c7e95d2b8f603-1.name
  ip_address                = "169.254.31.66"
  peer_ip_address           = "169.254.31.65"
  peer_asn                  = 64512
  advertised_route_priority = 100
  advertise_mode            = "CUSTOM"

  advertised_ip_ranges {
    range = "192.168.0.0/16"
  }

  advertised_ip_ranges {
    range = "172.16.8.0/22"
  }
}

resource "google_compute_vpn_tunnel" "vpn-0a41c7e95d2b8f603-2" {
  project                         = "example-net"
  region                          = "us-east1"
  name                            = "vpn-0a41c7e95d2b8f603-2"
  vpn_gateway                     = data.google_compute_ha_vpn_gateway.vpn-0a41c7e95d2b8f603.id
  vpn_gateway_interface           = 0
  peer_external_gateway           = google_compute_external_vpn_gateway.vpn-0a41c7e95d2b8f603.id
  peer_external_gateway_interface = 1
  router                          = data.google_compute_router.vpn-0a41c7e95d2b8f603.self_link
  ike_version                     = 2
  shared_secret                   = var.vpn-0a41c7e95d2b8f603-keys["2"]

  cipher_suite {
    phase1 {
      encryption = ["AES-GCM-16-256"]
      prf        = ["PRF-HMAC-SHA2-512"]
      dh         = ["Group-21"]
    }

    phase2 {
      encryption = ["AES-GCM-16-256"]
      pfs        = ["Group-21"]
    }
  }
}

resource "google_compute_router_interface" "vpn-0a41c7e95d2b8f603-2" {
  project    = "example-net"
  region     = "us-east1"
  router     = "cr-aws"
  name       = "vpn-0a41c7e95d2b8f603-2"
  ip_range   = "169.254.31.134/30"
  vpn_tunnel = google_compute_vpn_tunnel.vpn-0a41c7e95d2b8f603-2.name
}

resource "google_compute_router_peer" "vpn-0a41c7e95d2b8f603-2" {
  project                   = "example-net"
  region                    = "us-east1"
  router                    = "cr-aws"
  name                      = "vpn-0a41c7e95d2b8f603-2"
  interface                 = google_compute_router_interface.vpn-0a41c7e95d2b8f603-2.name
  ip_address                = "169.254.31.134"
  peer_ip_address           = "169.254.31.133"
  peer_asn                  = 64512
  advertised_route_priority = 100
  advertise_mode            = "CUSTOM"

  advertised_ip_ranges {
    range = "192.168.0.0/16"
  }

  advertised_ip_ranges {
    range = "172.16.8.0/22"
  }
}
