# AWS Site-to-Site VPN vpn-0f84b2e71c5d36a9f. Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The Oracle Cloud end of tunnel 1. The key is in vpn-0f84b2e71c5d36a9f.auto.tfvars.

variable "vpn-0f84b2e71c5d36a9f-key" {
  description = "Pre-shared key of vpn-0f84b2e71c5d36a9f-1"
  type        = string
  sensitive   = true
}

resource "oci_core_cpe" "vpn-0f84b2e71c5d36a9f" {
  compartment_id = "ocid1.compartment.oc1..aaaaaaaaexample"
  display_name   = "vpn-0f84b2e71c5d36a9f-1"
  ip_address     = "203.0.113.161"
}

resource "oci_core_ipsec" "vpn-0f84b2e71c5d36a9f" {
  compartment_id = "ocid1.compartment.oc1..aaaaaaaaexample"
  display_name   = "vpn-0f84b2e71c5d36a9f"
  cpe_id         = oci_core_cpe.vpn-0f84b2e71c5d36a9f.id
  drg_id         = "ocid1.drg.oc1.iad.aaaaaaaaexample"
  static_routes  = ["10.0.0.0/16"]
}

data "oci_core_ipsec_connection_tunnels" "vpn-0f84b2e71c5d36a9f" {
  ipsec_id = oci_core_ipsec.vpn-0f84b2e71c5d36a9f.id
}

resource "oci_core_ipsec_connection_tunnel_management" "vpn-0f84b2e71c5d36a9f-1" {
  ipsec_id                = oci_core_ipsec.vpn-0f84b2e71c5d36a9f.id
  tunnel_id               = data.oci_core_ipsec_connection_tunnels.vpn-0f84b2e71c5d36a9f.ip_sec_connection_tunnels[0].id
  display_name            = "vpn-0f84b2e71c5d36a9f-1"
  routing                 = "STATIC"
  ike_version             = "V2"
  shared_secret           = var.vpn-0f84b2e71c5d36a9f-key
  oracle_can_initiate     = "INITIATOR_OR_RESPONDER"
  nat_translation_enabled = "AUTO"

  bgp_session_info {
    customer_interface_ip = "169.254.118.101/30"
    oracle_interface_ip   = "169.254.118.102/30"
  }

  phase_one_details {
    is_custom_phase_one_config      = true
    custom_encryption_algorithm     = "AES_256_CBC"
    custom_authentication_algorithm = "SHA2_384"
    custom_dh_group                 = "GROUP20"
    lifetime                        = 28800
  }

  phase_two_details {
    is_custom_phase_two_config  = true
    custom_encryption_algorithm = "AES_256_GCM"
    dh_group                    = "GROUP20"
    is_pfs_enabled              = true
    lifetime                    = 3600
  }

  dpd_config {
    dpd_mode           = "INITIATE_AND_RESPOND"
    dpd_timeout_in_sec = 30
  }
}

# AWS has no second address for it. It must not knock at the first.
resource "oci_core_ipsec_connection_tunnel_management" "vpn-0f84b2e71c5d36a9f-unused" {
  ipsec_id            = oci_core_ipsec.vpn-0f84b2e71c5d36a9f.id
  tunnel_id           = data.oci_core_ipsec_connection_tunnels.vpn-0f84b2e71c5d36a9f.ip_sec_connection_tunnels[1].id
  display_name        = "vpn-0f84b2e71c5d36a9f-unused"
  routing             = "STATIC"
  oracle_can_initiate = "RESPONDER_ONLY"
}

check "vpn-0f84b2e71c5d36a9f" {
  assert {
    condition     = oci_core_ipsec_connection_tunnel_management.vpn-0f84b2e71c5d36a9f-1.vpn_ip == "192.0.2.93"
    error_message = "AWS expects 192.0.2.93: make a customer gateway with the vpn_ip of vpn-0f84b2e71c5d36a9f-1 and move vpn-0f84b2e71c5d36a9f to it."
  }
}
