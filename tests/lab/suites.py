# SPDX-License-Identifier: ISC
# Suites as charon names them: what an SA has, and what the descriptor's options choose.

CIPHER = {"AES128": ("AES_CBC", "128"), "AES256": ("AES_CBC", "256"),
          "AES128-GCM-16": ("AES_GCM_16", "128"), "AES256-GCM-16": ("AES_GCM_16", "256")}
HASH = {"SHA1": ("HMAC_SHA1_96", "PRF_HMAC_SHA1"), "SHA2-256": ("HMAC_SHA2_256_128", "PRF_HMAC_SHA2_256"),
        "SHA2-384": ("HMAC_SHA2_384_192", "PRF_HMAC_SHA2_384"), "SHA2-512": ("HMAC_SHA2_512_256", "PRF_HMAC_SHA2_512")}
GROUP = {2: "MODP_1024", 5: "MODP_1536", 14: "MODP_2048", 15: "MODP_3072", 16: "MODP_4096", 17: "MODP_6144", 18: "MODP_8192",
         19: "ECP_256", 20: "ECP_384", 21: "ECP_521", 22: "MODP_1024_160", 23: "MODP_2048_224", 24: "MODP_2048_256"}


def suite(values):
    """encryption/integrity/prf/group of an SA, as charon prints it."""
    keys = ("encr-alg", "encr-keysize", "integ-alg", "prf-alg", "dh-group")
    return " ".join(values[key] for key in keys if key in values)


def expected_ike(phase):
    words = list(CIPHER[phase.best_encryption])
    integrity, prf = HASH[phase.best_integrity]
    if "GCM" not in phase.best_encryption:
        words.append(integrity)
    return " ".join(words + [prf, GROUP[phase.best_group]])


def expected_esp(phase, group):
    words = list(CIPHER[phase.best_encryption])
    if "GCM" not in phase.best_encryption:
        words.append(HASH[phase.best_integrity][0])
    return " ".join(words + ([GROUP[phase.best_group]] if group else []))
