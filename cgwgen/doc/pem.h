/* SPDX-License-Identifier: ISC */
/* Certificates and keys as text (RFC 7468), as openssl and ACM write them. */
#ifndef CGWGEN_DOC_PEM_H
#define CGWGEN_DOC_PEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum pem_kind {
	PEM_CERTIFICATES, /* one or more */
	PEM_KEY,          /* exactly one private key */
	/* Exactly one key of OpenVPN's own, in a form like PEM: for
	 * tls-crypt, and of tls-crypt-v2 a server's and a client's. */
	PEM_TLS_CRYPT,
	PEM_TLS_CRYPT_V2_SERVER,
	PEM_TLS_CRYPT_V2_CLIENT
};

/* Most bytes of a text, and most characters of a line within a block. */
#define PEM_LIMIT ((size_t)256 * 1024)
#define PEM_LINE 76

/*
 * The blocks of KIND in TEXT, one below the other, each line ended by "\n",
 * in ARENA; what stands around blocks is left out, as are blocks of other
 * kinds.  Every line of a block is base64, so nothing in it can end an inline
 * part of an OpenVPN profile; a key's block may have the two headers of RFC
 * 1421 before it.  NULL, with *RET_WHY what is wrong, where there is none,
 * where one is broken, and where PEM_CERTIFICATES finds a private key: that
 * file is not meant to be handed out.
 */
const char *pem_read(const char *text, size_t length, enum pem_kind kind,
    struct arena *arena, const char **ret_why);

/* Whether there is a whole block of KIND in TEXT, as pem_read() takes it. */
bool pem_has(const char *text, size_t length, enum pem_kind kind);

#endif
