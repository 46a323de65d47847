/**
 * The code that the engine's Node.js host runs, in the program's folder, to get a provider. Each resource's state holds it
 * twice. It is a constant and no serialised closure: it costs nothing to make, captures no credentials, and is the same on all
 * machines and in all versions of this package. States keep the text that they were written with, so every version must
 * export what it asks for. It is terse because it is stored so often.
 *
 * The program's folder need not reach this package: a component package may have brought it along. So the text looks from
 * the program's folder first, then from each package that it depends on, from where pnpm keeps what it hoists, and from the
 * folders above; then in the same way from each of these.
 *
 * The host prints `${error}: ${error.stack}` beside the error, so that is short, and no trace of the host's own code.
 */
const text =
  // d: the folder to look from, p: what was found, j: the folder's manifest, n: a dependency, m: where it may be.
  "exports.handler=function(){var d,j,m,n,p,t='pulumi-transmit',c=process.cwd(),q=new Set([c]);" +
  "for(d of q){try{p=require.resolve(t+'/provider',{paths:[d]})}catch{}if(p)return require(p).NAME;" +
  "j=0;try{j=require(d+'/package.json')}catch{}" +
  "for(n in{...j.dependencies,...j.devDependencies,'.pnpm':0,'../..':0})" +
  "for(m of module.constructor._nodeModulePaths(d))try{q.add(require('fs').realpathSync(m+'/'+n))}catch{}}" +
  "throw{message:'The package '+t+' is not found from '+c+': add it to the dependencies there, " +
  "and keep it until the stack has none of its resources.',stack:'not found',toString(){return t}}}";

/** @param name Of the provider's export: `signingKey`. */
export const providerText = (name: string): string => text.replace("NAME", name);
