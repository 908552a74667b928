/* SPDX-License-Identifier: ISC */
/* The table of classes.  Ground floor. */
#include "base/byte_set.h"

#define BOTH(c) [c] = BYTE_KEY | BYTE_WORD

const unsigned char byte_classes[256] = {
	/* clang-format off */
	['-'] = BYTE_WORD, BOTH('.'), BOTH('_'),
	BOTH('0'), BOTH('1'), BOTH('2'), BOTH('3'), BOTH('4'),
	BOTH('5'), BOTH('6'), BOTH('7'), BOTH('8'), BOTH('9'),
	BOTH('a'), BOTH('b'), BOTH('c'), BOTH('d'), BOTH('e'), BOTH('f'), BOTH('g'),
	BOTH('h'), BOTH('i'), BOTH('j'), BOTH('k'), BOTH('l'), BOTH('m'), BOTH('n'),
	BOTH('o'), BOTH('p'), BOTH('q'), BOTH('r'), BOTH('s'), BOTH('t'),
	BOTH('u'), BOTH('v'), BOTH('w'), BOTH('x'), BOTH('y'), BOTH('z'),
	BOTH('A'), BOTH('B'), BOTH('C'), BOTH('D'), BOTH('E'), BOTH('F'), BOTH('G'),
	BOTH('H'), BOTH('I'), BOTH('J'), BOTH('K'), BOTH('L'), BOTH('M'), BOTH('N'),
	BOTH('O'), BOTH('P'), BOTH('Q'), BOTH('R'), BOTH('S'), BOTH('T'),
	BOTH('U'), BOTH('V'), BOTH('W'), BOTH('X'), BOTH('Y'), BOTH('Z'),
	/* clang-format on */
};
