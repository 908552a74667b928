/* SPDX-License-Identifier: ISC */
/* The words that weak keys are made of.  Floor 5. */
#include "check/strength.h"

#define AT(letter) [(letter) - 'a']
#define L(letter) STRENGTH_BIT(letter)
#define WORDS(...)                                                             \
	(const char *const[])                                                  \
	{                                                                      \
		__VA_ARGS__, NULL                                              \
	}

strength_list strength_common = {
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

strength_list strength_markers = {
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

strength_list strength_fillers = {
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

const struct strength_start strength_starts[26] = {
	AT('a') = { L('c') | L('d') | L('l') | L('m') | L('n') | L('p') |
			L('u'),
	    L('a') | L('c') | L('g') | L('m') | L('p') | L('t') },
	AT('b') = { L('a') | L('r'),
	    L('a') | L('b') | L('c') | L('s') | L('t') },
	AT('c') = { L('h') | L('i') | L('o'),
	    L('a') | L('e') | L('m') | L('n') | L('r') | L('s') },
	AT('d') = { L('e') | L('r') | L('u'),
	    L('a') | L('b') | L('f') | L('l') | L('m') },
	AT('e') = { L('d') | L('n') | L('x'), L('a') | L('c') | L('t') },
	AT('f') = { L('i') | L('l') | L('o') | L('r'),
	    L('e') | L('i') | L('o') | L('r') },
	AT('g') = { L('a') | L('o') | L('u'), L('e') | L('o') | L('t') },
	AT('h') = { L('e') | L('o') | L('u'), L('l') | L('n') | L('r') },
	AT('i') = { L('l') | L('n') | L('p'), L('o') | L('s') | L('t') },
	AT('j') = { L('o') | L('u'), L('n') | L('r') },
	AT('k') = { L('e') | L('i'), L('n') | L('y') },
	AT('l') = { L('e') | L('i') | L('o') | L('u'),
	    L('c') | L('g') | L('n') | L('t') | L('v') },
	AT('m') = { L('a') | L('i') | L('o') | L('u') | L('y'),
	    L('c') | L('g') | L('k') | L('n') | L('p') | L('s') },
	AT('n') = { L('e') | L('i') | L('o'), L('n') | L('t') },
	AT('o') = { L('f') | L('r'), L('a') | L('f') },
	AT('p') = { L('a') | L('h') | L('l') | L('o') | L('r') | L('s') |
			L('u'),
	    L('a') | L('b') | L('e') | L('i') | L('k') | L('o') | L('s') },
	AT('q') = { L('a') | L('w'), L('e') | L('z') },
	AT('r') = { L('e') | L('o'),
	    L('b') | L('d') | L('o') | L('p') | L('u') },
	AT('s') = { L('a') | L('c') | L('e') | L('h') | L('o') | L('p') |
			L('t') | L('u') | L('w') | L('y'),
	    L('a') | L('c') | L('h') | L('i') | L('m') | L('n') | L('p') |
		L('r') | L('s') },
	AT('t') = { L('e') | L('i') | L('r') | L('u'),
	    L('g') | L('m') | L('n') | L('s') | L('u') },
	AT('u') = { L('b') | L('s'), L('e') | L('u') },
	AT('v') = { L('p'), L('n') },
	AT('w') = { L('e') | L('h') | L('i') | L('s'),
	    L('a') | L('l') | L('n') | L('x') | L('z') },
	AT('y') = { L('e') | L('o'), L('l') | L('u') },
	AT('z') = { L('a'), L('q') },
};
