/* SPDX-License-Identifier: ISC */
/* The words that weak keys are made of.  Floor 5. */
#include "check/strength.h"

#define AT(letter) [(letter) - 'a']

const char *const strength_common[26] = {
	AT('a') = "access admin alpha amazon angel apple autumn",
	AT('b') = "baby backup baseball batman battery bravo",
	AT('c') = "changeme cheese cisco company computer connect correct",
	AT('d') = "debug default delta demo dragon",
	AT('e') = "edc enter example",
	AT('f') = "fire firewall flower football freedom friend",
	AT('g') = "gateway google guest",
	AT('h') = "hello horse hunter",
	AT('i') = "iloveyou internet ipsec",
	AT('j') = "jordan juniper",
	AT('k') = "keyboard king",
	AT('l') = "letmein linux login love lucky",
	AT('m') = "magic manager master michael monday monkey mustang",
	AT('n') = "network ninja nothing",
	AT('o') = "office oracle orange",
	AT('p') = "pass passphrase passwd password phoenix pokemon preshared "
		  "princess private public",
	AT('q') = "qaz qazwsx qwertz",
	AT('r') = "robot root router",
	AT('s') = "school secret secure security server shadow shared soccer "
		  "spring staple star starwars summer sunshine super superman "
		  "switch system",
	AT('t') = "temp test tiger trust trustno tunnel",
	AT('u') = "ubuntu user",
	AT('v') = "vpn",
	AT('w') = "welcome whatever windows winter wizard wsx",
	AT('y') = "yellow",
	AT('z') = "zaq",
};

const char *const strength_markers[26] = {
	AT('c') = "changeit changeme changethis",
	AT('d') = "dummy",
	AT('e') = "enterkey example",
	AT('i') = "insertkey",
	AT('k') = "keyhere",
	AT('m') = "mykey mypsk",
	AT('p') = "passphrase passwd password placeholder presharedkey "
		  "pskhere",
	AT('r') = "redacted replaceme replacethis",
	AT('s') = "sample secret sharedkey",
	AT('y') = "yourkey yourpreshared yourpsk",
};

const char *const strength_fillers[26] = {
	AT('a') = "aws",
	AT('c') = "change changeit changeme changethis",
	AT('d') = "demo dummy",
	AT('e') = "enter enterkey example",
	AT('h') = "here",
	AT('i') = "ike insert insertkey ipsec is",
	AT('k') = "key keyhere keys",
	AT('m') = "me my mykey mypsk",
	AT('o') = "one",
	AT('p') = "passphrase passwd password placeholder pre preshared "
		  "presharedkey psk pskhere",
	AT('r') = "redacted replace replaceme replacethis",
	AT('s') = "sample secret shared sharedkey site string",
	AT('t') = "test text the this tunnel two",
	AT('v') = "value vpn",
	AT('w') = "with",
	AT('y') = "your yourkey yourpreshared yourpsk",
};
