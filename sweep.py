import csv,time,sys
from tidewaiter import Lawbook
L=Lawbook.load()
t0=time.time()
subs={}
J=['un','us','cn','ca','uk','de','mx','in']
files={'us':['cfr-1308'],'ca':['cdsa'],'in':['ndps'],'un':['1961','1971'],'uk':['mda-1971'],'de':['btmg'],'cn':['catalogues-2025'],'mx':['lgs']}
ids=set()
for t,fs in files.items():
    for f in fs:
        for r in csv.DictReader(open(f'/work/wt/MEND/lawbook/instruments/{t}/{f}/entries.csv')):
            if r['substance'] and not r['until']: ids.add(r['substance'])
S={r['id']:r for r in csv.DictReader(open('/work/wt/MEND/lawbook/substances.csv'))}
n=0; lost=[]
for i in sorted(ids):
    s=S.get(i,{}).get('smiles','')
    if not s or '.' in s or '+' in s or not re.search('[Nn]',s) if False else (not s or '.' in s or '[N+]' in s or ('N' not in s)): continue
    if time.time()-t0>170: print('stopped',i); break
    n+=1
    try:
        a=L.check('',structure=s,jurisdictions=J,on='2026-11-26'); b=L.check('',structure=s+'.Cl',jurisdictions=J,on='2026-11-26')
    except Exception as e: print(i,e); continue
    A={c.entry.instrument for c in a.controls if c.field=='drugs'}; B={c.entry.instrument for c in b.controls if c.field=='drugs'}
    ta={x.split('/')[0] for x in A}; tb={x.split('/')[0] for x in B}
    if ta-tb: lost.append((i,sorted(ta-tb)))
print(n,len(lost),time.time()-t0)
for l in lost: print(l)
