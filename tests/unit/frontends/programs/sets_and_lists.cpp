// Numbers that depend on the order in which std::set, std::map and std::list have their elements, after many changes.
#include <list>
#include <map>
#include <set>

namespace {

unsigned state = 1;

unsigned next() { return state = state * 1664525u + 1013904223u; }

// The black nodes on each way down, or -1 if that is not the same on all, or a red node has a red child.
int blackness(const std::_Rb_tree_node_base *node, bool below_red) {
  if (!node) return 0;
  bool is_red = node->_M_color == std::_S_red;
  int left = blackness(node->_M_left, is_red), right = blackness(node->_M_right, is_red);
  return left != right || left < 0 || (is_red && below_red) ? -1 : left + !is_red;
}

}  // namespace

extern "C" double objective(const double *x, int n) {
  state = n;
  std::set<unsigned> set;
  std::map<unsigned, double> map;
  double sum = 0;
  for (int i = 0; i < 4000; i++) {
    unsigned key = next() >> 24;
    if (next() >> 31) {
      set.insert(key);
      map[key] += x[i % n];
    } else {
      set.erase(key);
      map.erase(key);
    }
    if (i % 50 == 0) {
      double weight = 1;
      for (unsigned one : set) sum += (weight += 0.25) * one;
      for (auto at = map.rbegin(); at != map.rend(); ++at) sum += (weight -= 0.125) * at->first * at->second;
      if (!set.empty() && blackness(set.end()._M_node->_M_parent, true) < 0) return -1;
    }
  }
  std::list<double> one(x, x + n), other;
  one.reverse();
  other.splice(other.end(), one, ++one.begin(), --one.end());
  one.swap(other);
  one.splice(one.begin(), other);
  one.sort();
  double weight = 1;
  for (double value : one) sum += (weight *= 1.25) * value;
  return sum;
}
