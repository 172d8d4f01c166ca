#include <cstdio>
#include <cmath>
#include <cstring>
#include <cstdint>
#include <memory>
#include <iostream>
static double table = std::sin(1.0) ; 
struct Init { int x; Init(){ x=5; puts("ctor"); } ~Init(){ puts("dtor"); } } init;
#pragma pack(push,1)
struct Pk { char c; double d; short s; int i; float f; };
#pragma pack(pop)
Pk gp = {'a',2.5,3,4,1.5f};
struct Bf { unsigned a:3; int b:7; long c:40; char d; };
const Pk *const pp[] = {&gp,&gp};
inline int counter = 3; 
template<class T> struct St { static T v; }; template<class T> T St<T>::v = T(7);
__int128 big(__int128 a, long b){ return a*b/7 + (a<<70); }
long double ld(long double x){ return sinl(x)*2.5L + 1e4000L*0; }
_Float16 hf(_Float16 a, _Float16 b){ return a*b+(_Float16)1.5; }
__attribute__((weak)) int weakf(){ return 11; }
__attribute__((visibility("hidden"))) int hid(){ return 12; }
struct A { int a; virtual int f(){return a;} A(int x):a(x){} virtual ~A(){} }; struct B: virtual A { B(int x):A(x){} int f() override {return a*2;} }; struct C: virtual A { C(int x):A(x){} }; struct D: B,C { D(int x):A(x),B(x),C(x){} };
int swt(int x){ static void*l[]={&&a,&&b,&&c}; goto *l[x%3]; a: return 1; b: return 20; c: return 300; }
int main(int argc,char**argv){
  printf("%g\n",table); Pk p=gp; p.d*=argc; memcpy(&p.s,"ab",2); printf("%c %g %d %d %g %zu\n",p.c,p.d,p.s,pp[1]->i,p.f,sizeof p);
  Bf b{5,-3,123456789012L,'q'}; b.b+=argc; printf("%d %d %ld %c\n",b.a,b.b,(long)b.c,b.d);
  __int128 z=big(((__int128)argc<<65)+12345,99); printf("%llx %llx\n",(unsigned long long)(z>>64),(unsigned long long)z);
  printf("%Lg %g\n",ld(argc),(double)hf(argc,(_Float16)2.5)); printf("%d %d %d %d %g\n",weakf(),hid(),counter,St<int>::v,St<double>::v);
  D d(21); A*pa=&d; printf("%d %d\n",pa->f(), dynamic_cast<D*>(pa)==&d); auto sp=std::make_shared<D>(4); auto sp2=sp; printf("%ld %d\n",sp.use_count(),sp2->f());
  for(int i=0;i<6;i++) printf("%d ",swt(i+argc)); printf("\n"); std::cout<<"x="<<table<<std::endl;
  unsigned u=argc*0x12345678u; printf("%x %x %d %d\n",__builtin_bswap32(u),__builtin_bitreverse32(u),__builtin_popcount(u),__builtin_clz(u)); int ov; printf("%d\n",__builtin_mul_overflow((int)u,argc+5,&ov)); printf("%d\n",ov);
  printf("%g %g %d\n",std::ldexp(1.5,argc+3),std::fmod(7.5,argc+1.),std::isnan(argc/0.0-argc/0.0));
  return 0; }
