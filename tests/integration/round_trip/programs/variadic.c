#include <stdio.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
struct S { double a; long b; char c[30]; };
struct P { double a,b; };
static double sum(int n, ...) { va_list ap, aq; va_start(ap,n); va_copy(aq,ap); double s=0; for(int i=0;i<n;i++) s+=va_arg(ap,double); for(int i=0;i<n;i++) s+=2*va_arg(aq,double); va_end(ap); va_end(aq); return s; }
static int mixed(const char*f, ...) { va_list ap; va_start(ap,f); int r=0; for(;*f;f++) switch(*f){case 'i': r+=va_arg(ap,int);break; case 's': {struct S s=va_arg(ap,struct S); r+=s.b+s.c[3];} break; case 'p': {struct P s=va_arg(ap,struct P); r+=(int)(s.a+s.b);} break; case 'l': r+=(int)va_arg(ap,long double);} va_end(ap); return r; }
static int log_(char*b, size_t n, const char*f, ...) { va_list ap; va_start(ap,f); int r=vsnprintf(b,n,f,ap); va_end(ap); return r; }
typedef double (*fn)(double,int);
static double f1(double x,int i){return x+i;} static double f2(double x,int i){return x*i;}
static fn table[]={f1,f2};
struct S bybal(struct S s, int k){ s.b+=k; s.c[0]='x'; return s;}
struct S (*volatile ptr)(struct S,int)=bybal;
int (*volatile pf)(const char*,...)=printf;
int knr();
int knr(a,b) int a; double b; { return a+(int)b; }
int main(){ char buf[100]; log_(buf,100,"%d %s %g %Lf\n",3,"abc",2.5,1.25L); fputs(buf,stdout); struct S s={1,2,"hello"}; struct P p={3,4};
 printf("%g %d\n",sum(3,1.,2.,3.),mixed("ispl",1,s,p,7.5L)); for(int i=0;i<5;i++) printf("%g\n",table[i%2](1.5,i)); s=ptr(s,5); pf("%ld %s %c\n",s.b,s.c,'c'); printf("%d\n",knr(1,2.7)); int r=atoi("12"); if(r==12) exit(r); return 0; }
