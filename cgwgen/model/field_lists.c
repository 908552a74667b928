/* SPDX-License-Identifier: ISC */
/* Which of the rows are gone through for one thing or another; tests hold the
 * lists against what they stand for.  Floor 2. */
#include "model/field_rows.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

#define CONNECTION(member)                                                     \
	&field_rows_connection[CONNECTION_ROW(                                 \
	    offsetof(struct connection, member))]
#define TUNNEL(member)                                                         \
	&field_rows_tunnel[TUNNEL_ROW(offsetof(struct tunnel, member))]

const struct field *const *
connection_defaults(size_t *ret_count)
{
	static const struct field *const defaults[] = {
		CONNECTION(enable_acceleration),
		CONNECTION(tunnel_bandwidth),
	};

	*ret_count = COUNT(defaults);
	return defaults;
}

const struct field *const *
tunnel_ranges(size_t *ret_count)
{
	static const struct field *const ranges[] = {
		TUNNEL(phase1_lifetime_seconds),
		TUNNEL(phase2_lifetime_seconds),
		TUNNEL(rekey_margin_time_seconds),
		TUNNEL(rekey_fuzz_percentage),
		TUNNEL(replay_window_size),
		TUNNEL(dpd_timeout_seconds),
	};

	*ret_count = COUNT(ranges);
	return ranges;
}

const struct field *const *
connection_guarded(size_t *ret_count)
{
	static const struct field *const guarded[] = {
		CONNECTION(id),
		CONNECTION(customer_gateway_id),
		CONNECTION(vpn_gateway_id),
		CONNECTION(transit_gateway_id),
		CONNECTION(type),
	};

	*ret_count = COUNT(guarded);
	return guarded;
}

const struct field *const *
tunnel_guarded(size_t *ret_count)
{
	static const struct field *const guarded[] = {
		TUNNEL(customer_outside_address),
		TUNNEL(inside_address),
		TUNNEL(inside_prefix_length),
		TUNNEL(inside_ipv6_address),
		TUNNEL(customer_asn),
		TUNNEL(customer_bgp_hold_time),
		TUNNEL(outside_address),
		TUNNEL(aws_inside_address),
		TUNNEL(aws_inside_prefix_length),
		TUNNEL(aws_inside_ipv6_address),
		TUNNEL(aws_asn),
		TUNNEL(bgp_hold_time),
		TUNNEL(phase1_lifetime_seconds),
		TUNNEL(ike_mode),
		TUNNEL(ipsec_protocol),
		TUNNEL(phase2_lifetime_seconds),
		TUNNEL(ipsec_mode),
		TUNNEL(clear_df_bit),
		TUNNEL(fragmentation_before_encryption),
		TUNNEL(dpd_interval),
		TUNNEL(dpd_retries),
		TUNNEL(dpd_timeout_action),
		TUNNEL(startup_action),
	};

	*ret_count = COUNT(guarded);
	return guarded;
}

const struct field *const *
tunnel_defaults(size_t *ret_count)
{
	static const struct field *const defaults[] = {
		TUNNEL(customer_bgp_hold_time),
		TUNNEL(bgp_hold_time),
		TUNNEL(phase1_lifetime_seconds),
		TUNNEL(ike_mode),
		TUNNEL(ipsec_protocol),
		TUNNEL(phase2_lifetime_seconds),
		TUNNEL(ipsec_mode),
		TUNNEL(clear_df_bit),
		TUNNEL(fragmentation_before_encryption),
		TUNNEL(dpd_interval),
		TUNNEL(dpd_retries),
		TUNNEL(ike_versions),
		TUNNEL(phase1_encryption_algorithms),
		TUNNEL(phase1_integrity_algorithms),
		TUNNEL(phase1_dh_group_numbers),
		TUNNEL(phase2_encryption_algorithms),
		TUNNEL(phase2_integrity_algorithms),
		TUNNEL(phase2_dh_group_numbers),
		TUNNEL(rekey_margin_time_seconds),
		TUNNEL(rekey_fuzz_percentage),
		TUNNEL(replay_window_size),
		TUNNEL(dpd_timeout_seconds),
		TUNNEL(dpd_timeout_action),
		TUNNEL(startup_action),
		TUNNEL(enable_tunnel_lifecycle_control),
		TUNNEL(log_enabled),
		TUNNEL(bgp_log_enabled),
	};

	*ret_count = COUNT(defaults);
	return defaults;
}
