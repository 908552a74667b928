/* SPDX-License-Identifier: ISC */
/* One template read, for the tests of CloudFormation. */
#ifndef TESTS_UNIT_CFN_TRIAL_H
#define TESTS_UNIT_CFN_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "read/inventory.h"

/* What stands around an expression that is the Name tag. */
#define CFN_HEAD                                                               \
	"Parameters:\n"                                                        \
	"  Word: {Type: String, Default: alpha}\n"                             \
	"  Number: {Type: Number, Default: 1}\n"                               \
	"  List: {Type: CommaDelimitedList, Default: 'a, b,c '}\n"             \
	"  Numbers: {Type: List<Number>, Default: '80,20'}\n"                  \
	"  Open: {Type: String}\n"                                             \
	"  Flag: {Type: String, Default: yes}\n"                               \
	"  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: "     \
	"/x}\n"                                                                \
	"  Hidden: {Type: String, NoEcho: true, Default: hidden}\n"            \
	"Mappings:\n"                                                          \
	"  Map: {alpha: {one: '1', two: [p, q]}}\n"                            \
	"Conditions:\n"                                                        \
	"  Yes: !Equals [!Ref Word, alpha]\n"                                  \
	"  No: !Not [Condition: Yes]\n"                                        \
	"  Perhaps: !Equals [!Ref Open, x]\n"                                  \
	"Resources:\n"                                                         \
	"  Other: {Type: 'AWS::EC2::VPC'}\n"                                   \
	"  Gone: {Type: 'AWS::EC2::VPC', Condition: No}\n"                     \
	"  Vpn:\n"                                                             \
	"    Type: AWS::EC2::VPNConnection\n"                                  \
	"    Properties:\n"                                                    \
	"      Type: ipsec.1\n"                                                \
	"      CustomerGatewayId: cgw-0123456789abcdef0\n"                     \
	"      Tags:\n"                                                        \
	"      - Key: Name\n"                                                  \
	"        Value: "

#define CFN_VPN                                                                \
	"  Vpn:\n"                                                             \
	"    Type: AWS::EC2::VPNConnection\n"                                  \
	"    Properties:\n"                                                    \
	"      Type: ipsec.1\n"                                                \
	"      CustomerGatewayId: cgw-0123456789abcdef0\n"                     \
	"      VpnTunnelOptionsSpecifications:\n"

/* One run over one template. */
struct cfn_trial {
	struct inventory *inventory;
	struct source *source;
	struct source *parameters[4];
	size_t parameter_count;
	struct source *file;
	struct arena *arena;
	struct diags *diags;
	struct connection *connection;
	bool read; /* whether the options and the template could be */
};

struct cfn_trial cfn_start(void);

/* Gives a "KEY=VALUE" to the template that is read next. */
void cfn_give(struct cfn_trial *t, const char *parameter);

/* Reads TEXT and its first connection, if there is one. */
void cfn_run(struct cfn_trial *t, const char *text);
void cfn_end(struct cfn_trial *t);

const struct finding *cfn_first_finding(struct cfn_trial *t, size_t *ret_count);

/* Whether there is a finding of RULE that has WORDS. */
bool cfn_found(struct cfn_trial *t, enum rule_id rule, const char *words);
void cfn_assert_found(
    struct cfn_trial *t, enum rule_id rule, const char *words);
void cfn_assert_clean(struct cfn_trial *t);
void cfn_assert_place(struct pos pos, size_t line, size_t column);

#endif
