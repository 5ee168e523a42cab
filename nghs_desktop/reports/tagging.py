"""The structure tree of a tagged PDF: what a screen reader is told, in reading order.

Nodes are made while a brief is composed; the painter marks text with them; at the end they become
structure elements (ISO 32000-1, 14.7). What a node says and where it stands are decided elsewhere.
"""

from __future__ import annotations

from nghs_desktop.reports.book import Book, text_string

COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
ROW_HEAD = "/A<</O/Table/Scope/Row>>"
NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
BULLETED = "/A<</O/List/ListNumbering/Disc>>"


class Node:
    """One structure element; `marks` are (page index, number on that page) of its text.

    `identity` is the name a footnote needs (ISO 14289-1, 7.9), ASCII without brackets.
    """

    __slots__ = ("annotations", "extra", "identity", "kids", "marks", "number", "tag", "title")

    def __init__(self, tag: str, extra: str = "", title: str = "") -> None:
        self.tag = tag
        self.extra = extra
        self.title = title
        self.identity = ""
        self.kids: list[Node] = []
        self.marks: list[tuple[int, int]] = []
        self.annotations: list[tuple[int, int]] = []
        self.number = 0

    def add(self, tag: str, extra: str = "", title: str = "") -> Node:
        """Make a child at the end and return it."""
        child = Node(tag, extra, title)
        self.kids.append(child)
        return child


def prune(node: Node) -> bool:
    """Leave out what was not drawn, keeping rows of a table whole; say whether anything is left."""
    left = [kid for kid in node.kids if prune(kid)]
    if node.tag != "TR" or not left:
        node.kids = left
    return bool(left or node.marks or node.annotations)


def level_headings(node: Node, above: int = 0) -> int:
    """Raise headings whose own heading is not in the tree, so that no level is skipped."""
    if len(node.tag) == 2 and node.tag[0] == "H" and node.tag[1].isdigit():
        above = min(int(node.tag[1]), above + 1)
        node.tag = f"H{above}"
    for kid in node.kids:
        above = level_headings(kid, above)
    return above


def write_tree(
    book: Book,
    root: Node,
    pages: list[int],
    marked: list[list[Node]],
    annotations: list[tuple[int, Node]],
) -> int:
    """Write the tree and its parent tree; return the number of the StructTreeRoot object.

    `pages` are the page object numbers; `marked[i]` lists the node of each mark of page i, whose
    StructParents is i; `annotations` lists (object number, node) of links, whose StructParent
    is len(pages) plus their place in the list.
    """
    tree = book.reserve()
    _number(book, root)
    _write(book, root, tree, pages)
    parents = [
        f"{index}[{' '.join(f'{node.number} 0 R' for node in nodes)}]"
        for index, nodes in enumerate(marked)
    ]
    parents += [f"{len(pages) + n} {node.number} 0 R" for n, (_, node) in enumerate(annotations)]
    parent_tree = book.add(f"<</Nums[{chr(10).join(parents)}]>>")
    named = sorted((node.identity, node.number) for node in _named(root))
    names = f"/IDTree<</Names[{''.join(f'({i}){n} 0 R' for i, n in named)}]>>" if named else ""
    book.fill(
        tree,
        f"<</Type/StructTreeRoot/K[{root.number} 0 R]/ParentTree {parent_tree} 0 R{names}"
        f"/ParentTreeNextKey {len(pages) + len(annotations)}>>",
    )
    return tree


def _named(node: Node) -> list[Node]:
    found = [node] if node.identity else []
    for kid in node.kids:
        found += _named(kid)
    return found


def _number(book: Book, node: Node) -> None:
    node.number = book.reserve()
    for kid in node.kids:
        _number(book, kid)


def _write(book: Book, node: Node, parent: int, pages: list[int]) -> None:
    parts = [f"{kid.number} 0 R" for kid in node.kids]
    home = ""
    if node.marks:
        first = node.marks[0][0]
        home = f"/Pg {pages[first]} 0 R"
        for page, mark in node.marks:
            if page == first:
                parts.append(str(mark))
            else:
                parts.append(f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>")
    for page, annotation in node.annotations:
        parts.append(f"<</Type/OBJR/Pg {pages[page]} 0 R/Obj {annotation} 0 R>>")
    if node.identity:
        home += f"/ID({node.identity})"
    title = f"/T {text_string(node.title)}" if node.title else ""
    kind = f"/Type/StructElem/S/{node.tag}/P {parent} 0 R"
    book.fill(node.number, f"<<{kind}{home}{node.extra}{title}/K[{' '.join(parts)}]>>")
    for kid in node.kids:
        _write(book, kid, node.number, pages)
