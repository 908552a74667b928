/* SPDX-License-Identifier: ISC */
/* The words that weak keys are made of.  Floor 5. */
#include "check/strength.h"

#define AT(letter) [(letter) - 'a']
#define WORDS(...)                                                             \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

const char *const *const strength_common[26] = {
	AT('a') = WORDS(
	    "access", "admin", "alpha", "amazon", "angel", "apple", "autumn"),
	AT('b') =
	    WORDS("baby", "backup", "baseball", "batman", "battery", "bravo"),
	AT('c') = WORDS("changeme", "cheese", "cisco", "company", "computer",
	    "connect", "correct"),
	AT('d') = WORDS("debug", "default", "delta", "demo", "dragon"),
	AT('e') = WORDS("edc", "enter", "example"),
	AT('f') = WORDS(
	    "fire", "firewall", "flower", "football", "freedom", "friend"),
	AT('g') = WORDS("gateway", "google", "guest"),
	AT('h') = WORDS("hello", "horse", "hunter"),
	AT('i') = WORDS("iloveyou", "internet", "ipsec"),
	AT('j') = WORDS("jordan", "juniper"),
	AT('k') = WORDS("keyboard", "king"),
	AT('l') = WORDS("letmein", "linux", "login", "love", "lucky"),
	AT('m') = WORDS("magic", "manager", "master", "michael", "monday",
	    "monkey", "mustang"),
	AT('n') = WORDS("network", "ninja", "nothing"),
	AT('o') = WORDS("office", "oracle", "orange"),
	AT('p') = WORDS("pass", "passphrase", "passwd", "password", "phoenix",
	    "pokemon", "preshared", "princess", "private", "public"),
	AT('q') = WORDS("qaz", "qazwsx", "qwertz"),
	AT('r') = WORDS("robot", "root", "router"),
	AT('s') =
	    WORDS("school", "secret", "secure", "security", "server", "shadow",
		"shared", "soccer", "spring", "staple", "star", "starwars",
		"summer", "sunshine", "super", "superman", "switch", "system"),
	AT('t') = WORDS("temp", "test", "tiger", "trust", "trustno", "tunnel"),
	AT('u') = WORDS("ubuntu", "user"),
	AT('v') = WORDS("vpn"),
	AT('w') =
	    WORDS("welcome", "whatever", "windows", "winter", "wizard", "wsx"),
	AT('y') = WORDS("yellow"),
	AT('z') = WORDS("zaq"),
};

const char *const *const strength_markers[26] = {
	AT('c') = WORDS("changeit", "changeme", "changethis"),
	AT('d') = WORDS("dummy"),
	AT('e') = WORDS("enterkey", "example"),
	AT('i') = WORDS("insertkey"),
	AT('k') = WORDS("keyhere"),
	AT('m') = WORDS("mykey", "mypsk"),
	AT('p') = WORDS("passphrase", "passwd", "password", "placeholder",
	    "presharedkey", "pskhere"),
	AT('r') = WORDS("redacted", "replaceme", "replacethis"),
	AT('s') = WORDS("sample", "secret", "sharedkey"),
	AT('y') = WORDS("yourkey", "yourpreshared", "yourpsk"),
};

const char *const *const strength_fillers[26] = {
	AT('a') = WORDS("aws"),
	AT('c') = WORDS("change", "changeit", "changeme", "changethis"),
	AT('d') = WORDS("demo", "dummy"),
	AT('e') = WORDS("enter", "enterkey", "example"),
	AT('h') = WORDS("here"),
	AT('i') = WORDS("ike", "insert", "insertkey", "ipsec", "is"),
	AT('k') = WORDS("key", "keyhere", "keys"),
	AT('m') = WORDS("me", "my", "mykey", "mypsk"),
	AT('o') = WORDS("one"),
	AT('p') = WORDS("passphrase", "passwd", "password", "placeholder",
	    "pre", "preshared", "presharedkey", "psk", "pskhere"),
	AT('r') = WORDS("redacted", "replace", "replaceme", "replacethis"),
	AT('s') =
	    WORDS("sample", "secret", "shared", "sharedkey", "site", "string"),
	AT('t') = WORDS("test", "text", "the", "this", "tunnel", "two"),
	AT('v') = WORDS("value", "vpn"),
	AT('w') = WORDS("with"),
	AT('y') = WORDS("your", "yourkey", "yourpreshared", "yourpsk"),
};
