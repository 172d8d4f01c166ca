/* Enzyme's interface for C and C++, as xdsl-enzyme's compilers understand it.
 *
 *   #include <enzyme.h>
 *   double square(double x) { return x * x; }
 *   double slope(double x) { return __enzyme_autodiff((void *)square, x); }
 *
 * Programs that declare these names themselves do not need this file. In C, a program that wants a result of another type declares
 * a function of its own, whose name contains that of the one it stands for:
 *
 *   struct gradient { double dx, dy; };
 *   struct gradient __enzyme_autodiff_of_two(void *, ...);
 *
 * In C++, the type of the result is a template argument: __enzyme_autodiff<double>((void *)square, x). For C++17, there is more in
 * <enzyme/enzyme>.
 */
#ifndef XDSL_ENZYME_H
#define XDSL_ENZYME_H

/* What is said about the next argument, or about the call. Only their names matter. */
extern int enzyme_dup;
extern int enzyme_dupnoneed;
extern int enzyme_dupv;
extern int enzyme_dupnoneedv;
extern int enzyme_out;
extern int enzyme_const;
extern int enzyme_width;
extern int enzyme_vector;
extern int enzyme_scalar;
extern int enzyme_buffer;
extern int enzyme_interleave;
extern int enzyme_noret;
extern int enzyme_primal_return;
extern int enzyme_const_return;
extern int enzyme_active_return;
extern int enzyme_dup_return;
extern int enzyme_allocated;
extern int enzyme_tape;
extern int enzyme_nofree;
extern int enzyme_not_overwritten;
extern int enzyme_runtime_activity;
extern int enzyme_strong_zero;

#ifdef __cplusplus

template <typename Result, typename... Arguments> Result __enzyme_autodiff(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_fwddiff(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_augmentfwd(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_reverse(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_fwdsplit(Arguments...);
template <typename Result, typename... Arguments> Result __enzyme_batch(Arguments...);
template <typename... Arguments> unsigned long __enzyme_augmentsize(Arguments...);
template <typename Pointer> Pointer __enzyme_virtualreverse(Pointer);

#else

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void *__enzyme_augmentfwd(void *, ...);
double __enzyme_reverse(void *, ...);
double __enzyme_fwdsplit(void *, ...);
unsigned long __enzyme_augmentsize(void *, ...);
void *__enzyme_virtualreverse(void *);

#endif

#endif
