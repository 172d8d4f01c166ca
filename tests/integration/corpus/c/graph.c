/* Messages along the edges of a graph with adjacency lists; edges point to vertices, and vertices to edges. */
#include <math.h>
#include <stdlib.h>

struct vertex;

typedef struct edge {
  struct vertex *to;
  double weight;
  struct edge *next;
} edge;

typedef struct vertex {
  double state, message;
  edge *edges;
} vertex;

static void connect(vertex *from, vertex *to, double weight) {
  edge *e = malloc(sizeof *e);
  e->to = to;
  e->weight = weight;
  e->next = from->edges;
  from->edges = e;
}

double objective(const double *x, int n) {
  vertex *graph = calloc(n, sizeof *graph);
  for (int i = 0; i < n; i++) {
    graph[i].state = x[i];
    connect(&graph[i], &graph[(i + 1) % n], 0.3 + 0.1 * i);
    connect(&graph[i], &graph[(3 * i + 1) % n], x[i] * 0.2);
  }
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < n; i++)
      for (edge *e = graph[i].edges; e; e = e->next) e->to->message += e->weight * graph[i].state;
    for (int i = 0; i < n; i++) {
      graph[i].state = tanh(graph[i].message + 0.1 * graph[i].state);
      graph[i].message = 0;
    }
  }
  double sum = 0;
  for (int i = 0; i < n; i++) sum += (1 + i) * graph[i].state;
  for (int i = 0; i < n; i++)
    for (edge *e = graph[i].edges, *next; e; e = next) {
      next = e->next;
      free(e);
    }
  free(graph);
  return sum;
}
