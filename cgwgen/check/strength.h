/* SPDX-License-Identifier: ISC */
/*
 * How hard a pre-shared key is to guess.  A key is text; only its shape can
 * be judged, so that a verdict of "strong" is a guess and one of "weak" is
 * not.  Keys are those that AWS takes (base/psk.h).
 */
#ifndef CGWGEN_CHECK_STRENGTH_H
#define CGWGEN_CHECK_STRENGTH_H

#include <stddef.h>
#include <stdint.h>

/* The strength that NIST SP 800-57 part 1 revision 5, section 5.6.3, asks for
 * through 2030. */
#define STRENGTH_BITS 112

/* What is wrong with a key: the first of these that holds. */
enum weakness {
	WEAK_NOT,
	WEAK_EXAMPLE,  /* a placeholder and little else */
	WEAK_REPEATED, /* a short piece again and again */
	WEAK_ONE_KIND, /* digits, small letters, capitals or marks alone */
	WEAK_WORDS,    /* more than half is common words and patterns */
	WEAK_BITS,     /* fewer than STRENGTH_BITS by strength_bits() */
	WEAK_UNKNOWN   /* it was not judged */
};

/*
 * The estimate for the first LENGTH characters of KEY: each counts the binary
 * logarithm of the number of characters of the kinds that occur there (10
 * digits, 26 small letters, 26 capitals, 2 marks), but one bit if it is the
 * third or a later one of a run (see strength_run()), or if the same stood
 * there four times before.
 */
double strength_bits(const char *key, size_t length);

/*
 * How many characters from AT on make a run: the same again, the next or the
 * one before in the alphabet or of the digits, or the right or left neighbour
 * on a keyboard's row; in either case.  KEY has LENGTH characters and AT is
 * below it.
 */
size_t strength_run(const char *key, size_t length, size_t at);

/* The verdict on KEY; WEAK_UNKNOWN where it has a length or a character that no
 * key has. */
enum weakness strength_weakness(const char *key);

/* The bit of a small letter. */
#define STRENGTH_BIT(letter) (UINT32_C(1) << ((letter) - 'a'))

/* Words by their first letters; NULL at the end of those of one letter, or for
 * none. */
typedef const char *const *const strength_list[26];

/*
 * COMMON are the words that passwords are made of; MARKERS tell a placeholder;
 * all have three letters or more.  FILLERS stand beside MARKERS.
 */
extern strength_list strength_common;
extern strength_list strength_markers;
extern strength_list strength_fillers;

/* The letters that come second and third, a bit each, in the words of COMMON
 * and MARKERS that begin with a letter. */
struct strength_start {
	uint32_t seconds;
	uint32_t thirds;
};

extern const struct strength_start strength_starts[26];

#endif
