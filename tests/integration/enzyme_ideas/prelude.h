/* What programs that use Enzyme declare: each of the files here checks its own numbers, in `check_` and its name. */
#include "../enzyme_c/check.h"
#include <float.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __cplusplus
#define EXTERN extern "C"
#else
#define EXTERN extern
#endif
EXTERN int enzyme_dup, enzyme_dupnoneed, enzyme_const, enzyme_out, enzyme_width, enzyme_noret, enzyme_tape, enzyme_allocated, enzyme_nofree, enzyme_primal_return;
EXTERN double __enzyme_autodiff(void *, ...);
EXTERN double __enzyme_fwddiff(void *, ...);
EXTERN void *__enzyme_augmentfwd(void *, ...);
EXTERN double __enzyme_reverse(void *, ...);
EXTERN int __enzyme_augmentsize(void *, ...);
EXTERN void *__enzyme_virtualreverse(void *, ...);
#define NOINLINE __attribute__((noinline))
