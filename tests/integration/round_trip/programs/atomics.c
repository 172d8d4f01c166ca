#include <stdatomic.h>
#include <stdio.h>
#include <pthread.h>
static _Atomic int n; static _Atomic double d; static _Atomic long l; atomic_flag fl = ATOMIC_FLAG_INIT; _Thread_local int tl=3; static _Thread_local double td;
static void*work(void*a){ for(int i=0;i<1000;i++){ n++; d+=0.5; atomic_fetch_xor(&l,i); tl+=i; td+=tl; while(atomic_flag_test_and_set_explicit(&fl,memory_order_acquire)); atomic_flag_clear(&fl);} printf("%d %g\n",tl,td); return 0;}
int main(){ pthread_t t[3]; for(int i=0;i<3;i++) pthread_create(t+i,0,work,0); for(int i=0;i<3;i++) pthread_join(t[i],0); atomic_thread_fence(memory_order_seq_cst); int e=3000; int ok=atomic_compare_exchange_strong_explicit(&n,&e,5,memory_order_acq_rel,memory_order_relaxed); printf("%d %d %g %ld %d %d\n",ok,(int)n,(double)d,(long)l,e,tl); long v=atomic_exchange(&l,77); atomic_store_explicit(&l,v+1,memory_order_release); printf("%ld\n",atomic_load_explicit(&l,memory_order_relaxed)); return 3; }
