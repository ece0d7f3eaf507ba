import sys,random; sys.path.insert(0,'/tmp/w/perf32')
from tests.bulk.test_judge import native, by_rdkit
from rdkit import Chem, RDLogger; RDLogger.DisableLog('rdApp.*')
from rdkit.Chem import AllChem
rx=[AllChem.ReactionFromSmarts(s) for s in ('[C;X3:1](=[O;X1:2])[C;X4;!H0:3]>>[C:1]([OH:2])=[C:3]','[C;X3:1](=[O;X1:2])[N;X3;!H0:3]>>[C:1]([OH:2])=[N:3]','[C;X3:1](=[O;X1:2])[C;X4;!H0:3]>>[C:1]([O-:2])=[C:3]')]
draw=random.Random(3)
ts=[p for t in open('/tmp/perf32/mixed1.smi').read().split() for p in t.split('.') if p.count('=O')>1 and '[' not in p and len(p)<120]
draw.shuffle(ts); n=bad=took=0
for t in ts[:1200]:
    m=Chem.MolFromSmiles(t)
    if m is None: continue
    for _ in range(draw.randint(1,3)):
        ps=draw.choice(rx[:2] if draw.random()<.85 else rx).RunReactants((m,))
        ok=[]
        for (q,) in ps:
            try: Chem.SanitizeMol(q); ok.append(q)
            except Exception: pass
        if ok: m=draw.choice(ok)
    s=Chem.MolToSmiles(m,isomericSmiles=False)
    for x in (s,Chem.MolToSmiles(m,isomericSmiles=False,doRandom=True)):
        took+=1
        a=native(x)
        if a is None: continue
        n+=1
        if a!=by_rdkit(x): bad+=1; print('BAD',x)
print(took,n,bad)
