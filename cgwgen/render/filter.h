/* SPDX-License-Identifier: ISC */
/* Template filters for addresses, in Ansible's names. */
#ifndef CGWGEN_RENDER_FILTER_H
#define CGWGEN_RENDER_FILTER_H

#include "template/template.h"

/*
 * Registers ipaddr (also as ansible.utils.ipaddr), ipv4 and ipv6 with SET.
 * They give false for what is no address, as Ansible's do.
 */
void filters_register(struct template_set *set);

#endif
