/* SPDX-License-Identifier: ISC */
/* Connections held against several devices, or a device that is to be
 * recognized.  Floor: cmd. */
#ifndef CGWGEN_CMD_VERIFY_MANY_H
#define CGWGEN_CMD_VERIFY_MANY_H

#include "cmd/boxes.h"

struct verify_many {
	struct session *session;
	const struct targets *targets;
	struct kind **kinds;
	const struct boxes *boxes;
};

/*
 * Reads the descriptors and holds each connection against the device whose
 * text has most of its peers' addresses.  Adds findings for a connection with
 * no device (CGW951) and, in directories, for a tunnel of no connection
 * (CGW963).
 */
void verify_many(const struct verify_many *many);

#endif
