# AWS Site-to-Site VPN vpn-0c58e3a7b1d94f26e. Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# The Oracle Cloud end of tunnel 1. The key is in vpn-0c58e3a7b1d94f26e.auto.tfvars.

variable "vpn-0c58e3a7b1d94f26e-key" {
  description = "Pre-shared key of vpn-0c58e3a7b1d94f26e-1"
  type        = string
  sensitive   = true
}

resource "oci_core_cpe" "vpn-0c58e3a7b1d94f26e" {
  compartment_id = "ocid1.compartment.oc1..aaaaaaaaexample"
  display_name   = "vpn-0c58e3a7b1d94f26e-1"
  ip_address     = "203.0.113.61"
}

resource "oci_core_ipsec" "vpn-0c58e3a7b1d94f26e" {
  compartment_id = "ocid1.compartment.oc1..aaaaaaaaexample"
  display_name   = "vpn-0c58e3a7b1d94f26e"
  cpe_id         = oci_core_cpe.vpn-0c58e3a7b1d94f26e.id
  drg_id         = "ocid1.drg.oc1.iad.aaaaaaaaexample"
  static_routes  = ["10.0.0.0/16"]
}

data "oci_core_ipsec_connection_tunnels" "vpn-0c58e3a7b1d94f26e" {
  ipsec_id = oci_core_ipsec.vpn-0c58e3a7b1d94f26e.id
}

resource "oci_core_ipsec_connection_tunnel_management" "vpn-0c58e3a7b1d94f26e-1" {
  ipsec_id                = oci_core_ipsec.vpn-0c58e3a7b1d94f26e.id
  tunnel_id               = data.oci_core_ipsec_connection_tunnels.vpn-0c58e3a7b1d94f26e.ip_sec_connection_tunnels[0].id
  display_name            = "vpn-0c58e3a7b1d94f26e-1"
  routing                 = "BGP"
  ike_version             = "V1"
  shared_secret           = var.vpn-0c58e3a7b1d94f26e-key
  oracle_can_initiate     = "INITIATOR_OR_RESPONDER"
  nat_translation_enabled = "AUTO"

  bgp_session_info {
    customer_bgp_asn      = "64512"
    customer_interface_ip = "169.254.63.65/30"
    oracle_interface_ip   = "169.254.63.66/30"
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
resource "oci_core_ipsec_connection_tunnel_management" "vpn-0c58e3a7b1d94f26e-unused" {
  ipsec_id            = oci_core_ipsec.vpn-0c58e3a7b1d94f26e.id
  tunnel_id           = data.oci_core_ipsec_connection_tunnels.vpn-0c58e3a7b1d94f26e.ip_sec_connection_tunnels[1].id
  display_name        = "vpn-0c58e3a7b1d94f26e-unused"
  routing             = "STATIC"
  oracle_can_initiate = "RESPONDER_ONLY"
}

check "vpn-0c58e3a7b1d94f26e" {
  assert {
    condition     = oci_core_ipsec_connection_tunnel_management.vpn-0c58e3a7b1d94f26e-1.vpn_ip == "192.0.2.77"
    error_message = "AWS expects 192.0.2.77: make a customer gateway with the vpn_ip of vpn-0c58e3a7b1d94f26e-1 and move vpn-0c58e3a7b1d94f26e to it."
  }

  assert {
    condition     = oci_core_ipsec_connection_tunnel_management.vpn-0c58e3a7b1d94f26e-1.bgp_session_info[0].oracle_bgp_asn == "31898"
    error_message = "Oracle's ASN is not 31898, which AWS expects: AWS needs another customer gateway."
  }
}
