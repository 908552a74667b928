# AWS Site-to-Site VPN vpn-0e63a9d58b1c72f4d. Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The Oracle Cloud end of tunnel 1. The key is in vpn-0e63a9d58b1c72f4d.auto.tfvars.

variable "vpn-0e63a9d58b1c72f4d-key" {
  description = "Pre-shared key of vpn-0e63a9d58b1c72f4d-1"
  type        = string
  sensitive   = true
}

resource "oci_core_cpe" "vpn-0e63a9d58b1c72f4d" {
  compartment_id = "ocid1.compartment.oc1..aaaaaaaaexample"
  display_name   = "vpn-0e63a9d58b1c72f4d-1"
  ip_address     = "203.0.113.141"
}

resource "oci_core_ipsec" "vpn-0e63a9d58b1c72f4d" {
  compartment_id = "ocid1.compartment.oc1..aaaaaaaaexample"
  display_name   = "vpn-0e63a9d58b1c72f4d"
  cpe_id         = oci_core_cpe.vpn-0e63a9d58b1c72f4d.id
  drg_id         = "ocid1.drg.oc1.iad.aaaaaaaaexample"
  static_routes  = ["10.0.0.0/16"]
}

data "oci_core_ipsec_connection_tunnels" "vpn-0e63a9d58b1c72f4d" {
  ipsec_id = oci_core_ipsec.vpn-0e63a9d58b1c72f4d.id
}

resource "oci_core_ipsec_connection_tunnel_management" "vpn-0e63a9d58b1c72f4d-1" {
  ipsec_id                = oci_core_ipsec.vpn-0e63a9d58b1c72f4d.id
  tunnel_id               = data.oci_core_ipsec_connection_tunnels.vpn-0e63a9d58b1c72f4d.ip_sec_connection_tunnels[0].id
  display_name            = "vpn-0e63a9d58b1c72f4d-1"
  routing                 = "STATIC"
  ike_version             = "V1"
  shared_secret           = var.vpn-0e63a9d58b1c72f4d-key
  oracle_can_initiate     = "INITIATOR_OR_RESPONDER"
  nat_translation_enabled = "AUTO"

  bgp_session_info {
    customer_interface_ip = "169.254.99.101/30"
    oracle_interface_ip   = "169.254.99.102/30"
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
resource "oci_core_ipsec_connection_tunnel_management" "vpn-0e63a9d58b1c72f4d-unused" {
  ipsec_id            = oci_core_ipsec.vpn-0e63a9d58b1c72f4d.id
  tunnel_id           = data.oci_core_ipsec_connection_tunnels.vpn-0e63a9d58b1c72f4d.ip_sec_connection_tunnels[1].id
  display_name        = "vpn-0e63a9d58b1c72f4d-unused"
  routing             = "STATIC"
  oracle_can_initiate = "RESPONDER_ONLY"
}

check "vpn-0e63a9d58b1c72f4d" {
  assert {
    condition     = oci_core_ipsec_connection_tunnel_management.vpn-0e63a9d58b1c72f4d-1.vpn_ip == "192.0.2.93"
    error_message = "AWS expects 192.0.2.93: make a customer gateway with the vpn_ip of vpn-0e63a9d58b1c72f4d-1 and move vpn-0e63a9d58b1c72f4d to it."
  }
}
