/* SPDX-License-Identifier: ISC */
/* AWS's CustomerGatewayConfiguration XML as a connection. */
#ifndef CGWGEN_READ_AWS_XML_H
#define CGWGEN_READ_AWS_XML_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "model/connection.h"

/* What is prepared once and used for many documents, by one thread. */
struct aws_xml;

/* The caller owns it and ends it with aws_xml_free(). */
struct aws_xml *aws_xml_new(void);
void aws_xml_free(struct aws_xml *reader);

/*
 * Reads SOURCE into a connection in ARENA, whose texts live there too and
 * whose places point into SOURCE.  Everything that differs from
 * schemas/customer-gateway-configuration.xsd becomes a finding (CGW101 to
 * CGW107).  NULL when there is no connection to speak of; with other
 * findings the connection holds what could be read.
 */
struct connection *aws_xml_read(struct aws_xml *reader, struct source *source,
    struct arena *arena, struct diags *diags);

/* The same with a SOURCE that is yet to be asked text_check(), after whose
 * findings it returns NULL and nothing is quoted. */
struct connection *aws_xml_read_raw(struct aws_xml *reader,
    struct source *source, struct arena *arena, struct diags *diags);

#endif
