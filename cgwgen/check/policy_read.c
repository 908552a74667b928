/* SPDX-License-Identifier: ISC */
/* From a policy's tree, which fits the schema, to the typed policy.  The tree
 * lives as long as the policy: texts need not be copied.  Floor 5. */
#include <string.h>

#include "check/policies.h"
#include "doc/scalar.h"

/* Most algorithms of a kind: the bits of an algorithm_set. */
#define LIMIT_ALGORITHMS 32

struct reader {
	struct diags *diags;
	struct policy *policy;
	bool good;
};

/* The index of AWS's NAME, in AWS's very spelling; -1 after a finding. */
static int
find(struct reader *reader, enum algorithm_kind kind, const struct node *item)
{
	const char *names[LIMIT_ALGORITHMS], *near = NULL;
	int index = algorithm_find(kind, item->text);
	unsigned i, count = algorithm_count(kind);

	if (index >= 0)
		near = algorithm_get(kind, (unsigned)index)->name;
	if (near != NULL && strcmp(near, item->text) == 0)
		return index;
	for (i = 0; i < count && i < LIMIT_ALGORITHMS; i++)
		names[i] = algorithm_get(kind, i)->name;
	if (near == NULL)
		near = diag_nearest(item->text, names, i);
	diag(reader->diags, RULE_POLICY_ALGORITHM, item->pos,
	    "AWS has no %s '%s'%s%s%s", algorithm_kind_name(kind),
	    diag_quote(reader->diags, item->text),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	reader->good = false;
	return -1;
}

static algorithm_set
read_set(
    struct reader *reader, enum algorithm_kind kind, const struct node *list)
{
	const struct node *item;
	algorithm_set set = 0;
	int index;

	for (item = list->first; item != NULL; item = item->next)
		if ((index = find(reader, kind, item)) >= 0)
			set |= (algorithm_set)1 << index;
	return set;
}

/* The schema has the same two words. */
static algorithm_set
read_methods(const struct node *list)
{
	const struct node *item;
	algorithm_set set = 0;

	for (item = list->first; item != NULL; item = item->next)
		set |= strcmp(item->text, "certificate") == 0
			   ? POLICY_CERTIFICATE
			   : POLICY_PRE_SHARED_KEY;
	return set;
}

/* The schema bounds it to what AWS takes. */
static uint32_t
read_limit(const struct node *node)
{
	int64_t number = 0;

	scalar_integer(node->text, &number);
	return (uint32_t)number;
}

static void
read_rule(
    struct reader *reader, enum policy_subject subject, const struct node *node)
{
	struct policy_rule *rule = &reader->policy->rules[subject];
	const struct policy_row *row = policy_row(subject);
	const struct node *allow = node_child(node, "allow");

	*rule = (struct policy_rule){ .given = true,
		.one_of = row->form == POLICY_SET && allow == NULL,
		.source = node_text(node, "source"),
		.why = node_text(node, "why"),
		.at = node->name_pos };
	severity_parse(node_text(node, "severity"), &rule->severity);
	if (row->form == POLICY_SET)
		rule->set = read_set(reader, row->kind,
		    allow != NULL ? allow : node_child(node, "one_of"));
	else if (row->form == POLICY_METHODS)
		rule->set = read_methods(allow);
	else
		rule->limit = read_limit(node_child(
		    node, row->form == POLICY_MAXIMUM ? "maximum" : "minimum"));
}

/* Without one algorithm that the tunnel may accept no tunnel can be. */
static void
check_suites(struct reader *reader)
{
	const struct policy *policy = reader->policy;
	int i;

	/* GCM needs IKEv2: RFC 5282 for IKE. */
	for (i = 0; i < (int)algorithm_count(ALGORITHM_ENCRYPTION); i++)
		if (policy_allowed_set(policy, POLICY_PHASE1_ENCRYPTION) >> i &
			1 &&
		    !algorithm_get(ALGORITHM_ENCRYPTION, (unsigned)i)->aead)
			return;
	i = algorithm_find(ALGORITHM_IKE_VERSION, "ikev2");
	if (policy_allowed_set(policy, POLICY_IKE_VERSIONS) >> i & 1)
		return;
	diag(reader->diags, RULE_POLICY_CONTENT,
	    policy->rules[POLICY_PHASE1_ENCRYPTION].at,
	    "no tunnel can keep to the policy: it allows GCM alone in phase 1, "
	    "but not IKEv2, which GCM needs");
	reader->good = false;
}

bool
policy_read(const struct node *root, struct diags *diags, struct policy *ret)
{
	struct reader reader = { diags, ret, true };
	const struct node *rules = node_child(root, "rules"), *node;
	unsigned subject;

	ret->id = node_text(root, "id");
	ret->title = node_text(root, "title");
	ret->summary = node_text(root, "summary");
	for (subject = 0; subject < POLICY_SUBJECTS; subject++) {
		node = node_child(
		    rules, policy_row((enum policy_subject)subject)->key);
		if (node != NULL)
			read_rule(&reader, (enum policy_subject)subject, node);
	}
	if (reader.good)
		check_suites(&reader);
	return reader.good;
}
