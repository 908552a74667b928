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

const struct strength_letter strength_common[26] = {
	AT('a') = { L('c') | L('d') | L('l') | L('m') | L('n') | L('p') |
			L('u'),
	    WORDS("access", "admin", "alpha", "amazon", "angel", "apple",
		"autumn") },
	AT('b') = { L('a') | L('r'),
	    WORDS("baby", "backup", "baseball", "batman", "battery", "bravo") },
	AT('c') = { L('h') | L('i') | L('o'),
	    WORDS("changeme", "cheese", "cisco", "company", "computer",
		"connect", "correct") },
	AT('d') = { L('e') | L('r'),
	    WORDS("debug", "default", "delta", "demo", "dragon") },
	AT('e') = { L('d') | L('n') | L('x'),
	    WORDS("edc", "enter", "example") },
	AT('f') = { L('i') | L('l') | L('o') | L('r'),
	    WORDS("fire", "firewall", "flower", "football", "freedom",
		"friend") },
	AT('g') = { L('a') | L('o') | L('u'),
	    WORDS("gateway", "google", "guest") },
	AT('h') = { L('e') | L('o') | L('u'),
	    WORDS("hello", "horse", "hunter") },
	AT('i') = { L('l') | L('n') | L('p'),
	    WORDS("iloveyou", "internet", "ipsec") },
	AT('j') = { L('o') | L('u'), WORDS("jordan", "juniper") },
	AT('k') = { L('e') | L('i'), WORDS("keyboard", "king") },
	AT('l') = { L('e') | L('i') | L('o') | L('u'),
	    WORDS("letmein", "linux", "login", "love", "lucky") },
	AT('m') = { L('a') | L('i') | L('o') | L('u'),
	    WORDS("magic", "manager", "master", "michael", "monday", "monkey",
		"mustang") },
	AT('n') = { L('e') | L('i') | L('o'),
	    WORDS("network", "ninja", "nothing") },
	AT('o') = { L('f') | L('r'), WORDS("office", "oracle", "orange") },
	AT('p') = { L('a') | L('h') | L('o') | L('r') | L('u'),
	    WORDS("pass", "passphrase", "passwd", "password", "phoenix",
		"pokemon", "preshared", "princess", "private", "public") },
	AT('q') = { L('a') | L('w'), WORDS("qaz", "qazwsx", "qwertz") },
	AT('r') = { L('o'), WORDS("robot", "root", "router") },
	AT('s') = { L('c') | L('e') | L('h') | L('o') | L('p') | L('t') |
			L('u') | L('w') | L('y'),
	    WORDS("school", "secret", "secure", "security", "server", "shadow",
		"shared", "soccer", "spring", "staple", "star", "starwars",
		"summer", "sunshine", "super", "superman", "switch",
		"system") },
	AT('t') = { L('e') | L('i') | L('r') | L('u'),
	    WORDS("temp", "test", "tiger", "trust", "trustno", "tunnel") },
	AT('u') = { L('b') | L('s'), WORDS("ubuntu", "user") },
	AT('v') = { L('p'), WORDS("vpn") },
	AT('w') = { L('e') | L('h') | L('i') | L('s'),
	    WORDS(
		"welcome", "whatever", "windows", "winter", "wizard", "wsx") },
	AT('y') = { L('e'), WORDS("yellow") },
	AT('z') = { L('a'), WORDS("zaq") },
};

const struct strength_letter strength_markers[26] = {
	AT('c') = { L('h'), WORDS("changeit", "changeme", "changethis") },
	AT('d') = { L('u'), WORDS("dummy") },
	AT('e') = { L('n') | L('x'), WORDS("enterkey", "example") },
	AT('i') = { L('n'), WORDS("insertkey") },
	AT('k') = { L('e'), WORDS("keyhere") },
	AT('m') = { L('y'), WORDS("mykey", "mypsk") },
	AT('p') = { L('a') | L('l') | L('r') | L('s'),
	    WORDS("passphrase", "passwd", "password", "placeholder",
		"presharedkey", "pskhere") },
	AT('r') = { L('e'), WORDS("redacted", "replaceme", "replacethis") },
	AT('s') = { L('a') | L('e') | L('h'),
	    WORDS("sample", "secret", "sharedkey") },
	AT('y') = { L('o'), WORDS("yourkey", "yourpreshared", "yourpsk") },
};

const struct strength_letter strength_fillers[26] = {
	AT('a') = { L('w'), WORDS("aws") },
	AT('c') = { L('h'),
	    WORDS("change", "changeit", "changeme", "changethis") },
	AT('d') = { L('e') | L('u'), WORDS("demo", "dummy") },
	AT('e') = { L('n') | L('x'), WORDS("enter", "enterkey", "example") },
	AT('h') = { L('e'), WORDS("here") },
	AT('i') = { L('k') | L('n') | L('p') | L('s'),
	    WORDS("ike", "insert", "insertkey", "ipsec", "is") },
	AT('k') = { L('e'), WORDS("key", "keyhere", "keys") },
	AT('m') = { L('e') | L('y'), WORDS("me", "my", "mykey", "mypsk") },
	AT('o') = { L('n'), WORDS("one") },
	AT('p') = { L('a') | L('l') | L('r') | L('s'),
	    WORDS("passphrase", "passwd", "password", "placeholder", "pre",
		"preshared", "presharedkey", "psk", "pskhere") },
	AT('r') = { L('e'),
	    WORDS("redacted", "replace", "replaceme", "replacethis") },
	AT('s') = { L('a') | L('e') | L('h') | L('i') | L('t'),
	    WORDS(
		"sample", "secret", "shared", "sharedkey", "site", "string") },
	AT('t') = { L('e') | L('h') | L('u') | L('w'),
	    WORDS("test", "text", "the", "this", "tunnel", "two") },
	AT('v') = { L('a') | L('p'), WORDS("value", "vpn") },
	AT('w') = { L('i'), WORDS("with") },
	AT('y') = { L('o'),
	    WORDS("your", "yourkey", "yourpreshared", "yourpsk") },
};
