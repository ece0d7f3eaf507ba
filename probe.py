import sys
from tidewaiter import Lawbook
L=Lawbook.load()
def S(c):
    e=c.entry
    return f"{c.outcome} {e.instrument}/{e.list}|{e.clause}|{e.as_listed or e.class_id}|{c.because[:110]}|{c.missing}"
def p(q,t,d,**k):
    print('##',q,t,d,k)
    try: a=L.check(q,jurisdictions=[x.lower() for x in t.split()],on=d,**k)
    except Exception as e: print('   ERR',type(e).__name__,str(e)[:250]); return
    print('   ID:',str(a.identity)[:600]); print('   SUM',str(a.summary)[:300])
    for c in a.controls: print('   ',S(c))
    for s in a.silences: print('    SIL',s.jurisdiction,s.why,s.note[:250])
    for s in a.advisories[:4]: print('    ADV',str(s)[:250])
T='2026-11-26'
for q in ['tranq','pink','E','PG','polyethylene','Synalgos','Synalgos-DC','K2']: p(q,'US',T)
p('mazindol','CA',T); p('mazindol hydrochloride','CA',T); p('OC1(c2ccc(Cl)cc2)N2CCN=C2c2ccccc12.Cl','CA',T)
p('CC[N+]([O-])(CC)CCn1c(Cc2ccc(OCC)cc2)nc2cc([N+](=O)[O-])ccc12','UK',T)
p('camfetamine','DE',T)
for q in ['morphine N-oxide','morphine methobromide','C[N+]1(CC)CCC23c4c5ccc(O)c4OC2C(O)C=CC3C1C5','吗啡-N-氧化物']: p(q,'CN',T); 
p('其他五价氮吗啡衍生物','CN',T)
for q in ['aspartame','ephedrine','bupropion','4-methyl-5-phenyloxazolidin-2-one']: p(q,'DE',T)
p('GBL','UK',T);p('1,4-butanediol','UK',T)
p('1V-LSD','DE','2022-09-30');p('1V-LSD','DE','2023-09-30')
for q in ['capsule filling machine','encapsulator','pharmaceutical capsule filler']: p(q,'CA',T)
p('C=CCOc1ccc(Cc2nc3cc([N+](=O)[O-])ccc3n2CCN(CC)CC)cc1','DE',T)
for q in ['3-氧-2-苯基丁酰胺','缩水甘油酸甲酯','柠檬酸','维生素C','尿素','甘油','ácido cítrico','Zitronensäure','Essigsäure',"nitrate d'ammonium"]: p(q,'CN EU',T)
