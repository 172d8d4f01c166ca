/*
 * What libstdc++ keeps in its library of std::list, std::set and std::map: how nodes are linked to each other. Derivatives must see into that,
 * so programs get it from here. cpp_containers.ll is made of this by ``make_cpp_containers.py``.
 *
 * A list is a ring through its head. The header of a tree has the root as its parent, the first node to its left and the last one to
 * its right; it is red, which no root is. Trees are red-black trees (Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, chapter 13).
 */
typedef struct list {
  struct list *next, *previous;
} list;

void list_hook(list *node, list *position) __asm__("_ZNSt8__detail15_List_node_base7_M_hookEPS0_");
void list_hook(list *node, list *position) {
  node->next = position;
  node->previous = position->previous;
  position->previous->next = node;
  position->previous = node;
}

void list_unhook(list *node) __asm__("_ZNSt8__detail15_List_node_base9_M_unhookEv");
void list_unhook(list *node) {
  list *next = node->next, *previous = node->previous;
  previous->next = next;
  next->previous = previous;
}

/* Moves the nodes from first up to last (excluded) in front of position. */
void list_transfer(list *position, list *first, list *last) __asm__("_ZNSt8__detail15_List_node_base11_M_transferEPS0_S1_");
void list_transfer(list *position, list *first, list *last) {
  if (position == last) return;
  list *end = last->previous, *before = first->previous, *ahead = position->previous;
  before->next = last;
  last->previous = before;
  ahead->next = first;
  first->previous = ahead;
  end->next = position;
  position->previous = end;
}

void list_reverse(list *head) __asm__("_ZNSt8__detail15_List_node_base10_M_reverseEv");
void list_reverse(list *head) {
  list *node = head;
  do {
    list *next = node->next;
    node->next = node->previous;
    node->previous = next;
    node = next;
  } while (node != head);
}

typedef struct tree {
  int color;
  struct tree *parent, *left, *right;
} tree;
enum { RED, BLACK };

static inline tree *first(tree *node) {
  while (node->left) node = node->left;
  return node;
}

static inline tree *last(tree *node) {
  while (node->right) node = node->right;
  return node;
}

static inline tree *next(tree *node) {
  if (node->right) return first(node->right);
  tree *parent = node->parent;
  while (node == parent->right) {
    node = parent;
    parent = parent->parent;
  }
  /* Of the last node in a tree whose root has no right child, the header is the parent of the root and the other way round. */
  return node->right != parent ? parent : node;
}

tree *tree_next(tree *node) __asm__("_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base");
tree *tree_next(tree *node) { return next(node); }
tree *tree_next_const(tree *node) __asm__("_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base");
tree *tree_next_const(tree *node) { return next(node); }

static inline tree *previous(tree *node) {
  if (node->color == RED && node->parent->parent == node) return node->right;
  if (node->left) return last(node->left);
  tree *parent = node->parent;
  while (node == parent->left) {
    node = parent;
    parent = parent->parent;
  }
  return parent;
}

tree *tree_previous(tree *node) __asm__("_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base");
tree *tree_previous(tree *node) { return previous(node); }
tree *tree_previous_const(tree *node) __asm__("_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base");
tree *tree_previous_const(tree *node) { return previous(node); }

/* Puts other in the place of node as a child. */
static inline void replace(tree *node, tree *other, tree *header) {
  if (header->parent == node)
    header->parent = other;
  else if (node->parent->left == node)
    node->parent->left = other;
  else
    node->parent->right = other;
}

static inline void rotate_left(tree *node, tree *header) {
  tree *child = node->right;
  node->right = child->left;
  if (child->left) child->left->parent = node;
  replace(node, child, header);
  child->parent = node->parent;
  child->left = node;
  node->parent = child;
}

static inline void rotate_right(tree *node, tree *header) {
  tree *child = node->left;
  node->left = child->right;
  if (child->right) child->right->parent = node;
  replace(node, child, header);
  child->parent = node->parent;
  child->right = node;
  node->parent = child;
}

void tree_insert(_Bool to_the_left, tree *node, tree *parent, tree *header) __asm__("_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_");
void tree_insert(_Bool to_the_left, tree *node, tree *parent, tree *header) {
  node->parent = parent;
  node->left = node->right = 0;
  node->color = RED;
  if (to_the_left) {
    parent->left = node; /* of an empty tree, that sets the leftmost node */
    if (parent == header) {
      header->parent = node;
      header->right = node;
    } else if (parent == header->left) {
      header->left = node;
    }
  } else {
    parent->right = node;
    if (parent == header->right) header->right = node;
  }
  while (node != header->parent && node->parent->color == RED) {
    tree *up = node->parent, *top = up->parent;
    _Bool is_left = up == top->left;
    tree *uncle = is_left ? top->right : top->left;
    if (uncle && uncle->color == RED) {
      up->color = uncle->color = BLACK;
      top->color = RED;
      node = top;
      continue;
    }
    if (is_left) {
      if (node == up->right) {
        rotate_left(up, header);
        up = node;
      }
      up->color = BLACK;
      top->color = RED;
      rotate_right(top, header);
    } else {
      if (node == up->left) {
        rotate_right(up, header);
        up = node;
      }
      up->color = BLACK;
      top->color = RED;
      rotate_left(top, header);
    }
    break;
  }
  header->parent->color = BLACK;
}

tree *tree_erase(tree *node, tree *header) __asm__("_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_");
tree *tree_erase(tree *node, tree *header) {
  tree *child, *parent; /* what takes the free place, perhaps nothing, and what is above it */
  int color = node->color;
  if (node == header->left)
    header->left = node->right ? first(node->right) : node->parent;
  if (node == header->right)
    header->right = node->left ? last(node->left) : node->parent;
  if (!node->left || !node->right) {
    child = node->left ? node->left : node->right;
    parent = node->parent;
    if (child) child->parent = parent;
    replace(node, child, header);
  } else {
    tree *successor = first(node->right);
    color = successor->color;
    child = successor->right;
    if (successor == node->right) {
      parent = successor;
    } else {
      parent = successor->parent;
      parent->left = child;
      if (child) child->parent = parent;
      successor->right = node->right;
      node->right->parent = successor;
    }
    successor->left = node->left;
    node->left->parent = successor;
    replace(node, successor, header);
    successor->parent = node->parent;
    successor->color = node->color;
  }
  if (color == RED) return node;
  while (child != header->parent && (!child || child->color == BLACK)) {
    _Bool is_left = child == parent->left;
    tree *sibling = is_left ? parent->right : parent->left;
    if (sibling->color == RED) {
      sibling->color = BLACK;
      parent->color = RED;
      if (is_left) rotate_left(parent, header); else rotate_right(parent, header);
      sibling = is_left ? parent->right : parent->left;
    }
    tree *near = is_left ? sibling->left : sibling->right, *far = is_left ? sibling->right : sibling->left;
    if ((!near || near->color == BLACK) && (!far || far->color == BLACK)) {
      sibling->color = RED;
      child = parent;
      parent = parent->parent;
      continue;
    }
    if (!far || far->color == BLACK) {
      near->color = BLACK;
      sibling->color = RED;
      if (is_left) rotate_right(sibling, header); else rotate_left(sibling, header);
      sibling = is_left ? parent->right : parent->left;
      far = is_left ? sibling->right : sibling->left;
    }
    sibling->color = parent->color;
    parent->color = BLACK;
    if (far) far->color = BLACK;
    if (is_left) rotate_left(parent, header); else rotate_right(parent, header);
    break;
  }
  if (child) child->color = BLACK;
  return node;
}
