# SPDX-License-Identifier: ISC
"""Made-up templates as trees that can be made smaller.

A tree is text or a Node.  What may be done to a Node depends on its kind:

    expr    replaced by an expression inside it, or by a literal
    body    any of its parts may go; a statement gives way to its own bodies
    opt     may go as a whole
"""

LITERALS = ("1", "''", "[]", "none")


class Node:
    __slots__ = ("kind", "parts")

    def __init__(self, kind, *parts):
        self.kind = kind
        self.parts = list(parts)


def text(tree):
    """The template's text."""
    if isinstance(tree, str):
        return tree
    return "".join(map(text, tree.parts))


def copy(tree):
    if isinstance(tree, str):
        return tree
    return Node(tree.kind, *map(copy, tree.parts))


def inside(tree, kind):
    """The nodes of KIND below TREE, outermost first and no deeper."""
    if isinstance(tree, str):
        return
    for part in tree.parts:
        if isinstance(part, str):
            continue
        if part.kind == kind:
            yield part
        else:
            yield from inside(part, kind)


def places(tree):
    """(parent, index) of every node below TREE, from the top."""
    if isinstance(tree, str):
        return
    for index, part in enumerate(tree.parts):
        if not isinstance(part, str):
            yield tree, index
            yield from places(part)


def replacements(node):
    """What could stand in NODE's place, the smallest first."""
    if node.kind == "opt":
        yield ""
    elif node.kind == "expr":
        for literal in LITERALS:
            yield Node("done", literal)
        yield from inside(node, "expr")
    elif node.kind == "body":
        yield Node("body")
        size = len(node.parts) // 2
        while size > 1:
            for at in range(0, len(node.parts), size):
                yield Node("body", *node.parts[:at], *node.parts[at + size:])
            size //= 2
        for index, part in enumerate(node.parts):
            yield Node("body", *node.parts[:index], *node.parts[index + 1:])
            for body in inside(part, "body") if not isinstance(part, str) else ():
                yield Node("body", *node.parts[:index], *body.parts,
                           *node.parts[index + 1:])


def shrink(tree, fails):
    """TREE made smaller in place for as long as fails() stays true."""
    progress = True
    while progress:
        progress = False
        for parent, index in list(places(tree)):
            # The list is older than the tree: the place may have gone.
            if index >= len(parent.parts) or isinstance(parent.parts[index], str):
                continue
            node = parent.parts[index]
            size = len(text(node))
            for candidate in replacements(node):
                if len(text(candidate)) >= size:
                    continue
                parent.parts[index] = candidate
                if fails():
                    progress = True
                    break
                parent.parts[index] = node
