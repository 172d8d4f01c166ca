#include <stdexcept>
#include <cstdio>
#include <string>
#include <vector>
#include <map>
struct Noisy { const char*n; Noisy(const char*n):n(n){printf("+%s\n",n);} ~Noisy(){printf("-%s\n",n);} };
struct MyErr { int code; };
static int depth(int n){ Noisy a("depth"); if(n==0) throw MyErr{42}; if(n==100) throw std::runtime_error("hundred"); if (n==200) throw 3.5; return depth(n-1)+1; }
int run(int n){ Noisy x("run"); try { return depth(n);} catch(const MyErr&e){ printf("MyErr %d\n",e.code); return e.code;} catch(const std::exception&e){ printf("std %s\n",e.what()); return 1;} }
struct Base { virtual double f(double x) const =0; virtual ~Base(){} };
struct A:Base{ double f(double x) const override {return x*x;}}; struct B:Base{double k; B(double k):k(k){} double f(double x) const override { if (x<0) throw std::invalid_argument("neg"); return k*x;}};
int rethrow(int n){ try { try { return run(n);} catch(double d){ printf("inner %g\n",d); throw; } } catch(...) { printf("outer\n"); return -1; } }
int main(int argc,char**argv){
  printf("%d\n",run(3)); printf("%d\n",run(100)); printf("%d\n",rethrow(200));
  std::vector<Base*> v{new A, new B(3)}; double s=0; for(auto b:v) for(double x: {1.0,2.0,-1.0}) try{ s+=b->f(x);}catch(std::exception&e){printf("caught %s\n",e.what());}
  printf("%g\n",s); std::map<std::string,int> m; for (int i=0;i<20;i++) m["k"+std::to_string(i%7)]+=i; for(auto&[k,x]:m) printf("%s=%d\n",k.c_str(),x);
  try { std::vector<int> z; z.at(5); } catch(std::out_of_range&e){ puts("oor"); }
  for(auto b:v) delete b;
  if (argc>5) throw 1;
  return 7; }
