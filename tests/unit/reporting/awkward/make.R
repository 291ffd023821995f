# Makes a data set of awkward cases and, in R, the whole report it must give; run once, the results are kept.
#
#   Rscript make.R    (R 4.2 with jsonlite; rewrites items.csv, attempts.csv and expected.json here)
#
# Replays (the same, earlier, later, of one moment), other offsets, fractions of a second, a test after in the moment of
# the one before, second tests, follow-ups before the test before and twice, too many empty answers, an item nobody
# answered, items that everybody or nobody gets right or that move one way only, options in any order, a "DK" that is no
# option, academies of nobody and of fewer than ten pairs, workshops that share a name, people who move elsewhere.
suppressMessages(library(jsonlite)); Sys.setlocale("LC_ALL", "C.UTF-8")
set.seed(20261123, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# --- the data ---------------------------------------------------------------------------------------------------------
ids <- c(sprintf("a%02d", 1:7), sprintf("k%02d", 1:4)); K <- length(ids); attitude <- 1:7; knowledge <- 8:11
options <- list("1|2|3|4|5", "5|4|3|2|1", "3|1|5|2|4", "1|2|3|4|5", "1|2|3|4|5", "1|2|3|4|5", "2|4|1|3|5", "T|F", "F|T", "A|B|C|D|DK", "T|F")
keys <- list("4|5", "1|2", "5", "4|5", "2|3|4|5", "4|5", "1|2", "T", "F", "A|C", "T")
items <- data.frame(item_id = ids, seq = seq(10, by = 7, length.out = K), kind = rep(c("attitude", "knowledge"), c(7, 4)),
  options = unlist(options), favourable = unlist(keys))
options <- strsplit(unlist(options), "|", fixed = TRUE); keys <- strsplit(unlist(keys), "|", fixed = TRUE)
sheet <- function(p) {
  out <- mapply(function(o, k) { good <- runif(1) < p; from <- if (good) k else setdiff(o, k); from[sample.int(length(from), 1)] }, options, keys)
  if (runif(1) < 0.1) out[attitude] <- sample(as.character(1:5), 1)              # a straight line, turned items included
  for (i in c(8, 9, 11)) if (runif(1) < 0.1) out[i] <- "DK"                         # known though it is no option
  out[runif(K) < 0.015] <- ""
  if (runif(1) < 0.06) out[sample.int(K, 3)] <- ""                                # more than floor(1.1) = 1
  out[10] <- ""                                                                  # nobody answers this one
  out
}
sizes <- c(A9 = 26, A10 = 26, "007" = 9, "7" = 3, "\u1780" = 41, none = 5)
academy <- rep(names(sizes), sizes); N <- length(academy); learner <- sprintf("%04d", sample.int(9999, N))
workshop <- ifelse(academy %in% c("A9", "A10"), paste0("W", sample.int(4, N, TRUE)), paste0(academy, "/", sample.int(3, N, TRUE)))
language <- ifelse(runif(N) < 0.6, "km", "en"); start <- as.POSIXct("2026-03-02 01:00:00", tz = "UTC") + 86400 * sample.int(3, N, TRUE)
zones <- c("+07:00", "+00:00", "Z", "-05:00", "+05:30"); hours <- c(7, 0, 0, -5, 5.5)
stamp <- function(t, micro = 0) {
  z <- sample.int(length(zones), 1)
  paste0(format(t + 3600 * hours[z], "%Y-%m-%dT%H:%M:%S", tz = "UTC"), if (micro) sprintf(".%06d", micro) else "", zones[z])
}
rows <- list()
add <- function(i, phase, answers, when, uid = NULL, at = academy[i], room = workshop[i], lang = language[i]) {
  row <- c(if (is.null(uid)) sprintf("u%04d", length(rows) + 1) else uid, learner[i], at, room, phase, lang, when, answers)
  rows[[length(rows) + 1]] <<- row; invisible(row)
}
again <- function(row, answers, when) rows[[length(rows) + 1]] <<- c(row[1:6], when, answers)
for (i in 1:N) {
  t <- start[i]; level <- runif(1, 0.3, 0.8); before <- sheet(level); after <- sheet(min(0.95, level + 0.2))
  if (before[1] != before[2]) before[5] <- "3"; before[8] <- "F"; after[8] <- "T"                       # a05: nearly everybody; k01: nobody, then everybody
  if (before[9] == "F") after[9] <- "F"                                            # k02 moves one way only
  if (language[i] == "en" && runif(1) < 0.7) before[1] <- "1"                      # a01 was translated badly
  case <- i %% 12
  first <- add(i, "pre", before, stamp(t, if (case == 5) 999999 else 0))
  if (academy[i] == "none") { add(i, if (i %% 2) "fu3" else "post", after, stamp(t - 86400)); next }
  if (case == 0) add(i, "post", sheet(0.5), stamp(t))                              # in the same moment: not after
  if (case == 1) add(i, "post", sheet(0.1), stamp(t - 1))
  if (case == 2) add(i, "pre", sheet(0.9), stamp(t + 1))                           # a second test before
  if (case == 3) again(first, sheet(0.9), stamp(t + 7200))                         # a replay sent later
  if (case == 4) again(first, before, first[7])                                    # the same replay
  if (case == 6) again(first, before, stamp(t - 86400))                            # the one sent earlier stands
  if (runif(1) < 0.12) next
  last <- if (case == 5) add(i, "post", after, stamp(t + 1)) else
    add(i, "post", after, stamp(t + 4 * 86400, case * 11), at = if (case == 7) "A9" else academy[i], room = if (case == 8) "W9" else workshop[i],
        lang = if (case == 9) "km" else language[i])
  if (case == 10) add(i, "post", sheet(0.2), stamp(t + 5 * 86400))
  if (case == 11) again(last, sheet(0.2), stamp(t + 9 * 86400))
  if (runif(1) < 0.4) add(i, "fu3", sheet(level + 0.1), stamp(t + 95 * 86400))
  if (runif(1) < 0.1) add(i, "fu3", sheet(0.1), stamp(t - 95 * 86400))             # before the test before
  if (runif(1) < 0.2) { add(i, "fu6", sheet(0.5), stamp(t + 2 * 86400)); add(i, "fu6", sheet(0.9), stamp(t + 180 * 86400)) }
}
for (i in 1:4) { learner <- c(learner, paste0("p", i)); N <- N + 1; academy[N] <- "A10"; workshop[N] <- "W1"; language[N] <- "km"; add(N, "post", sheet(0.5), stamp(start[1])) }
attempts <- as.data.frame(do.call(rbind, rows)); names(attempts) <- c("attempt_uid", "learner_id", "academy", "workshop", "phase", "lang", "submitted_at", ids)
attempts <- attempts[sample(nrow(attempts)), ]
write.csv(items[sample(K), ], "items.csv", row.names = FALSE, quote = FALSE, fileEncoding = "UTF-8")
write.csv(attempts, "attempts.csv", row.names = FALSE, quote = FALSE, na = "", fileEncoding = "UTF-8")

# --- the report -------------------------------------------------------------------------------------------------------
N <- NA    # not estimable
when <- function(s){ # whole seconds since epoch, micro seconds
  m <- regmatches(s, regexec("^(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d)(:(\\d\\d)([.,](\\d+))?)?(Z|[+-]\\d\\d:?\\d\\d)?$", s))
  t(sapply(m, function(x){
    if(!length(x)) stop("time")
    d <- as.numeric(as.Date(paste(x[2],x[3],x[4],sep="-")))*86400 + as.numeric(x[5])*3600+as.numeric(x[6])*60+ifelse(x[8]=="",0,as.numeric(x[8]))
    off <- if(x[11]=="Z") 0 else if(x[11]=="") 7*3600 else {o<-gsub(":","",x[11]); sg<-ifelse(substr(o,1,1)=="-",-1,1); sg*(as.numeric(substr(o,2,3))*3600+as.numeric(substr(o,4,5))*60)}
    f <- if(x[10]=="") 0 else as.numeric(substr(paste0(x[10],"000000"),1,6))
    c(d-off,f)}))
}
pctr <- function(a,b) if(b==0) N else 100*a/b
exact <- function(a,b) if(a+b==0) 1 else binom.test(a,a+b,.5)$p.value
midp <- function(a,b){ n<-a+b; if(n==0) return(1); if(a==b) 1-.5*dbinom(a,n,.5) else 2*pbinom(min(a,b),n,.5)-dbinom(min(a,b),n,.5) }
cp <- function(x,n) if(n==0) c(N,N) else as.numeric(binom.test(x,n)$conf.int)
# Tango: score statistic with constrained maximum likelihood; both roots by uniroot
tango <- function(b,c,n){ # b=n01 gain, c=n10
  if(n==0) return(N)
  T <- function(d){ # d = p01-p10
    A<-2*n; B<- -b-c+(2*n-b+c)*d; C<- -c*d*(1-d)
    q<-(sqrt(max(0,B^2-4*A*C))-B)/(2*A)
    v <- n*(2*q+d*(1-d))
    num <- b-c-n*d
    if(v<=1e-300) return(if(abs(num)<1e-12) 0 else sign(num)*1e9)
    num/sqrt(v)}
  z<-qnorm(.975); e<-(b-c)/n
  lo <- if(e<= -1) -1 else { f<-function(d) T(d)-z; if(f(-1+1e-12)<0) -1 else uniroot(f,c(-1+1e-12,e),tol=1e-13)$root }
  hi <- if(e>=1) 1 else { f<-function(d) T(d)+z; if(f(1-1e-12)>0) 1 else uniroot(f,c(e,1-1e-12),tol=1e-13)$root }
  100*c(lo,hi)}
bonett <- function(b,c,n){ if(n==0) return(N); p<-(b+1)/(n+2); q<-(c+1)/(n+2); s<-sqrt((p+q-(p-q)^2)/(n+2)); z<-qnorm(.975); 100*c(max(-1,p-q-z*s),min(1,p-q+z*s)) }
wil <- function(x,n){ z<-qnorm(.975); p<-x/n; m<-(p+z^2/(2*n))/(1+z^2/n); h<-z/(1+z^2/n)*sqrt(p*(1-p)/n+z^2/(4*n^2)); c(m-h,m+h)}
newc <- function(n11,n10,n01,n00){ # post minus pre
  n<-n11+n10+n01+n00; if(n==0) return(N)
  a<-n11;b<-n01;c<-n10;d<-n00 # rows post, columns pre
  p1<-(a+b)/n;p2<-(a+c)/n; w1<-wil(a+b,n);w2<-wil(a+c,n)
  den<-as.numeric(a+b)*(c+d)*(a+c)*(b+d)
  num<-as.numeric(a)*d-as.numeric(b)*c
  if(num>n/2*1) num<-max(num-n/2,0) else if(num>0) num<-0
  phi<-if(den==0) 0 else num/sqrt(den)
  dl1<-p1-w1[1];du1<-w1[2]-p1;dl2<-p2-w2[1];du2<-w2[2]-p2
  L<-p1-p2-sqrt(max(0,dl1^2-2*phi*dl1*du2+du2^2)); U<-p1-p2+sqrt(max(0,du1^2-2*phi*du1*dl2+dl2^2))
  100*c(L,U)}
cluster <- function(d,g,scale=1){
  G<-length(unique(g)); n<-length(d)
  if(G<2) return(list(G=G,se=N,ci95=N))
  e<-d-sum(d)/n
  s<-tapply(e,g,sum); s[abs(s)<1e-9]<-0
  se<-sqrt(G/(G-1)*sum(s^2))/n
  if(se==0) return(list(G=G,se=0,ci95=N))
  list(G=G,se=se*scale,ci95=scale*(mean(d)+c(-1,1)*qt(.975,G-1)*se))}
nct <- function(q,df,ncp){ # P(T<=q); pt where it is accurate, otherwise the integral of the definition
  if(abs(ncp)<30) return(suppressWarnings(pt(q,df,ncp)))
  f<-function(s) pnorm(q*s-ncp)*2*df*s*dchisq(df*s^2,df)
  w<-1/sqrt(2*df); lo<-max(0,1-14*w); hi<-1+14*w+ifelse(df<10,4,0)
  integrate(f,lo,hi,subdivisions=5000L,rel.tol=1e-11,stop.on.error=FALSE)$value}
ncpci <- function(t,df){
  r<-function(p){ f<-function(x) nct(t,df,x)-p; w<-5+abs(t)/sqrt(df)*3.5+5; lo<-t-w;hi<-t+w
    for(i in 1:60){ if(f(lo)>0) break; lo<-lo-w }; for(i in 1:60){ if(f(hi)<0) break; hi<-hi+w }
    uniroot(f,c(lo,hi),tol=1e-10)$root }
  c(r(.975),r(.025))}
score <- function(pre,post,ws,ac,K){
  n<-length(pre); d<-post-pre; r<-list(n=n)
  m<-function(x) if(length(x)) mean(x) else N
  s<-function(x) if(length(x)>1) sd(x) else N
  r$mean_pre<-m(pre); r$sd_pre<-s(pre); r$mean_post<-m(post); r$sd_post<-s(post); r$mean_change<-m(d); r$sd_change<-s(d); r$median_change<-if(n) median(d) else N
  v<-n>1 && any(d!=d[1])
  if(v){ tt<-t.test(post,pre,paired=TRUE); r$t<-as.numeric(tt$statistic); r$df<-n-1; r$p_t<-tt$p.value; r$ci95_t<-as.numeric(tt$conf.int); r$dz<-mean(d)/sd(d); r$dz_ci<-ncpci(r$t,n-1)/sqrt(n)
  } else { r$t<-N; r$df<-if(n>0) n-1 else N; r$p_t<-N; r$ci95_t<-N; r$dz<-N; r$dz_ci<-N }
  den<-if(n>1) sqrt((var(pre)+var(post))/2) else 0
  r$d_av<-if(den>0) mean(d)/den else N; r$g_av<-if(den>0) r$d_av*(1-3/(4*(n-1)-1)) else N
  r$r_pre_post<-if(n>1 && any(pre!=pre[1]) && any(post!=post[1])) cor(pre,post) else N
  r$n_higher<-sum(d>0); r$n_same<-sum(d==0); r$n_lower<-sum(d<0)
  r$sign_test_exact_p<-if(!n) N else exact(r$n_higher,r$n_lower)
  r$paired_dominance<-if(n) (r$n_higher-r$n_lower)/n else N
  r$cliffs_delta<-if(n){ a<-tabulate(pre+1,K+1); b<-tabulate(post+1,K+1); sum(sign(outer(0:K,0:K,function(i,j) j-i))*outer(as.numeric(a),as.numeric(b)))/n^2 } else N
  r$class_normalised_gain<-if(n && sum(pre)<n*K) (mean(post)-mean(pre))/(K-mean(pre)) else N
  r$at_maximum_pre<-sum(pre==K); r$at_maximum_post<-sum(post==K)
  ct<-table(d); r$change_distribution<-if(n) as.list(setNames(as.integer(ct),names(ct))) else setNames(list(),character(0))
  r$cluster_workshop<-cluster(d,ws); r$cluster_academy<-cluster(d,ac)
  r}
defs <- function(tab,pre,post,K,its){
  th<-(8*K+9)%/%10
  a<-sum(tab$n);f0<-sum(tab$fav_pre);f1<-sum(tab$fav_post)
  D1<-list(answers=a,fav_pre=f0,fav_post=f1,pct_pre=pctr(f0,a),pct_post=pctr(f1,a),points=pctr(f1-f0,a),relative_pct=pctr(f1-f0,f0))
  up<-tab$n01>tab$n10; dn<-tab$n01<tab$n10; dd<-100*(tab$n01-tab$n10)/tab$n
  D2<-list(items=K,rose=sum(up),same=sum(!up&!dn),fell=sum(dn),rose_holm05=sum(up&tab$p_holm<.05),fell_holm05=sum(dn&tab$p_holm<.05),
    mean_rise_of_risers_pp=if(any(up)) mean(dd[up]) else N, mean_change_all_items_pp=if(any(tab$n>0)) mean(dd[tab$n>0]) else N)
  n<-length(pre);x<-sum(pre>=th);y<-sum(post>=th)
  D3<-list(threshold=th,of=K,n=n,at_pre=x,at_post=y,pct_pre=pctr(x,n),pct_post=pctr(y,n),points=pctr(y-x,n),relative_pct=pctr(y-x,x),p_exact=if(!n) N else exact(sum(pre<th&post>=th),sum(pre>=th&post<th)))
  D4<-list(mean_pre=if(n) mean(pre) else N,mean_post=if(n) mean(post) else N,points_of_score=if(n) mean(post-pre) else N,relative_pct=pctr(sum(post)-sum(pre),sum(pre)),m=if(n) sum(post)>=th*n else N)
  names(D4)[5]<-sprintf("mean_post_at_least_%dof%d",th,K)
  h<-sum(post>pre)
  D5<-list(n=n,higher=h,pct_higher=pctr(h,n),clopper_pearson_pct=if(n) 100*cp(h,n) else N)
  list(D1_pooled=D1,D2_items=D2,D3_learners=D3,D4_mean_score=D4,D5_persons=D5)}
qf <- function(q,x,y){ b<-qbeta(q,x/2,y/2); b/(1-b)*y/x } # stats::qf takes y as infinite beyond 4e5
alpha <- function(X){ # scored pairs x items 0/1
  ids<-colnames(X); n<-nrow(X)
  keep<-if(n>1) apply(X,2,function(x) any(x!=x[1])) else rep(FALSE,ncol(X))
  k<-sum(keep); a<-N;fe<-N
  if(k>=2){ Y<-X[,keep,drop=FALSE]; vt<-var(rowSums(Y)); if(vt>0){ a<-k/(k-1)*(1-sum(apply(Y,2,var))/vt)
     if(abs(1-a)>1e-12) fe<-c(1-(1-a)*qf(.975,n-1,(n-1)*(k-1)),1-(1-a)*qf(.025,n-1,(n-1)*(k-1))) } }
  list(alpha=a,k=k,dropped=I(as.character(ids[!keep])),feldt95=fe)}
itemrest <- function(X){ tot<-rowSums(X); o<-lapply(seq_len(ncol(X)),function(i){ x<-X[,i];r<-tot-x; if(length(x)>1&&any(x!=x[1])&&any(r!=r[1])) cor(x,r) else N}); setNames(o,colnames(X))}
publish <- function(n){ # named integer
  st<-ifelse(n==0,"none",ifelse(n<10,"suppressed_primary","shown")); names(st)<-names(n)
  if(sum(n)<10){ return(list(academies=as.list(st),national="suppressed")) }
  nat<-"shown"
  hid<-function() st %in% c("suppressed_primary","suppressed_complementary")
  if(any(hid())) while(sum(hid())<2 || sum(n[hid()])<10){
    sh<-which(st=="shown"); if(!length(sh)){ nat<-"suppressed"; break }
    sh<-sh[order(n[sh],names(n)[sh],method="radix")]; st[sh[1]]<-"suppressed_complementary" }
  if(sum(hid())==1) nat<-"suppressed"
  list(academies=as.list(st),national=nat)}
report <- function(items,att){
  items<-items[order(as.numeric(items$seq),items$item_id,method="radix"),]
  ids<-items$item_id; K<-length(ids); fav<-strsplit(items$favourable,"|",fixed=TRUE)
  rows<-nrow(att)
  w<-if(rows) when(att$submitted_at) else matrix(0,0,2)
  att$s<-w[,1]; att$f<-w[,2]
  o<-do.call(order,c(list(att$s,att$f,att$attempt_uid),lapply(ids,function(i) att[[i]]),list(method="radix")))
  att<-att[o,]; dup<-duplicated(att$attempt_uid); att<-att[!dup,]
  R<-as.matrix(att[,ids,drop=FALSE]); F<-sapply(seq_len(K),function(i) as.integer(R[,i] %in% fav[[i]])); F<-matrix(as.integer(unlist(F)),nrow(R),K,dimnames=list(NULL,ids)); M<-R==""; dim(M)<-dim(F)
  miss<-rowSums(M); tot<-rowSums(F); scorable<-miss<=K%/%10
  L<-unique(att$learner_id)
  idx<-function(ph) which(att$phase==ph)
  ip<-idx("pre"); pre<-ip[!duplicated(att$learner_id[ip])]; names(pre)<-att$learner_id[pre]
  later<-function(i,p) att$s[i]>att$s[p] | (att$s[i]==att$s[p] & att$f[i]>att$f[p])
  iq<-idx("post"); has<-att$learner_id[iq] %in% names(pre); q<-iq[has]; pq<-pre[att$learner_id[q]]; ok<-later(q,pq); notafter<-sum(!ok); q<-q[ok]; post<-q[!duplicated(att$learner_id[q])]; names(post)<-att$learner_id[post]
  superseded<-(length(ip)-length(pre))+(length(q)-length(post))
  postonly<-length(unique(att$learner_id[iq[!has]]))
  P<-intersect(names(pre),names(post)); a<-unname(pre[P]); b<-unname(post[P])
  flow<-list(rows=rows,duplicate_rows_dropped=sum(dup),learners=length(L),learners_with_pre=length(pre),superseded_attempts=superseded,posts_not_after_pre=notafter,post_only_learners=postonly,pre_only_learners=length(pre)-length(P),paired=length(P))
  ws<-att$workshop[a]; ac<-att$academy[a]; sc<-scorable[a]&scorable[b]
  tab<-function(sel){ X<-F[a[sel],,drop=FALSE];Y<-F[b[sel],,drop=FALSE];ok<-!M[a[sel],,drop=FALSE]&!M[b[sel],,drop=FALSE]
    t<-data.frame(id=ids,n=colSums(ok),n11=colSums(ok&X&Y),n10=colSums(ok&X&!Y),n01=colSums(ok&!X&Y),n00=colSums(ok&!X&!Y)); t$fav_pre<-t$n11+t$n10;t$fav_post<-t$n11+t$n01
    t$p<-mapply(exact,t$n01,t$n10);t$p_holm<-p.adjust(t$p,"holm");t$p_bh<-p.adjust(t$p,"BH"); list(t=t,X=X,Y=Y,ok=ok)}
  block<-function(sel,full){
    z<-tab(sel); t<-z$t; s<-sel&sc; p<-tot[a[s]];y<-tot[b[s]]
    r<-list(n_paired=sum(sel),n_scored=sum(s),score=score(p,y,ws[s],ac[s],K),definitions=defs(t,p,y,K,ids))
    if(full){
      r$items<-setNames(lapply(seq_len(K),function(i){ x<-as.list(t[i,]); d<-(z$Y[,i]-z$X[,i])[z$ok[,i]]; g<-ws[sel][z$ok[,i]]
        or<-if(x$n01+x$n10==0) N else if(x$n10==0) "Inf" else x$n01/x$n10
        oc<-if(x$n01+x$n10==0) N else { c<-cp(x$n01,x$n01+x$n10); q<-c/(1-c); if(x$n10==0) list(q[1],"Inf") else q }
        list(n=x$n,fav_pre=x$fav_pre,fav_post=x$fav_post,n11=x$n11,n10=x$n10,n01=x$n01,n00=x$n00,pct_pre=pctr(x$fav_pre,x$n),pct_post=pctr(x$fav_post,x$n),diff_pp=pctr(x$n01-x$n10,x$n),
          ci_tango_pp=tango(x$n01,x$n10,x$n),ci_bonett_price_pp=bonett(x$n01,x$n10,x$n),ci_newcombe10_pp=newc(x$n11,x$n10,x$n01,x$n00),p_exact=x$p,p_midp=midp(x$n01,x$n10),or_post_vs_pre=or,or_ci_exact=oc,
          cluster_workshop_pp=cluster(d,g,100),p_holm=x$p_holm,p_bh=x$p_bh)}),ids)
      X<-F[a[s],,drop=FALSE];Y<-F[b[s],,drop=FALSE]
      r$reliability<-list(pre=alpha(X),post=alpha(Y),item_rest_pre=itemrest(X),item_rest_post=itemrest(Y))
    } else { r["items"]<-list(NULL); r["reliability"]<-list(NULL) }
    r}
  out<-list(flow=flow,national=block(rep(TRUE,length(a)),TRUE))
  acs<-sort(unique(att$academy[unname(pre)]),method="radix")
  cnt<-setNames(sapply(acs,function(k) sum(ac==k)),acs); if(!length(acs)) cnt<-setNames(integer(0),character(0))
  out$academies<-setNames(lapply(acs,function(k) block(ac==k,FALSE)),acs)
  mc<-sapply(out$academies,function(x) x$score$mean_change); mc<-unlist(mc); mc<-mc[!is.na(mc)]
  out$equal_weight_mean_change<-if(length(mc)) mean(mc) else N
  out$published<-publish(cnt)
  sp<-pre[scorable[pre]]; comp<-names(sp) %in% P; u<-tot[sp[comp]];v<-tot[sp[!comp]]
  n1<-length(u);n2<-length(v); psd<-if(n1>1&&n2>1) sqrt((sum((u-mean(u))^2)+sum((v-mean(v))^2))/(n1+n2-2)) else 0
  ns<-sum(sc); md<-if(ns) mean((tot[b]-tot[a])[sc]) else N
  out$attrition<-list(pre_scorable=length(sp),completers=n1,noncompleters=n2,mean_pre_completers=if(n1) mean(u) else N,mean_pre_noncompleters=if(n2) mean(v) else N,smd=if(psd>0) (mean(u)-mean(v))/psd else N,mean_change_if_missing_unchanged=if(ns) md*ns/(ns+n2) else N)
  ua<-sum(!M[ip,]);ub<-sum(!M[iq,]);fa<-sum(F[ip,]);fb<-sum(F[iq,])
  out$unpaired<-list(pct_pre=pctr(fa,ua),pct_post=pctr(fb,ub),points=if(ua&&ub) pctr(fb,ub)-pctr(fa,ua) else N)
  # follow-ups
  fu<-list()
  for(ph in c("fu3","fu6","fu12")){ fi<-idx(ph); if(!length(fi)) next
    h<-att$learner_id[fi]%in%P; f<-fi[h]; f<-f[later(f,pre[att$learner_id[f]])]; f<-f[!duplicated(att$learner_id[f])]; names(f)<-att$learner_id[f]
    q3<-P%in%names(f); fz<-f[P[q3]]; s3<-sc[q3]&scorable[fz]; x<-tot[a[q3]][s3];y<-tot[b[q3]][s3];z<-tot[fz][s3]; n<-sum(s3)
    ci<-function(d) if(length(d)>1&&any(d!=d[1])) as.numeric(t.test(d)$conf.int) else N
    mm<-function(d) if(length(d)) mean(d) else N
    lost<-tot[a[!q3]][scorable[a[!q3]]&scorable[b[!q3]]]
    fu[[ph]]<-list(n_with_all_three=sum(q3),retained_pct_of_paired=pctr(sum(q3),length(P)),mean_pre=mm(x),mean_post=mm(y),mean_followup=mm(z),change_from_pre=mm(z-x),ci95_from_pre=ci(z-x),change_from_post=mm(z-y),ci95_from_post=ci(z-y),share_of_gain_kept=if(n&&sum(y)!=sum(x)) mean(z-x)/(mean(y)-mean(x)) else N,mean_pre_of_lost=mm(lost)) }
  if(length(fu)) out$followup<-fu
  at<-items$kind=="attitude"; kn<-items$kind=="knowledge"
  kd<-function(m) if(length(a)&&any(m)) list(mean_pre=mean(rowSums(F[a,m,drop=FALSE])),mean_post=mean(rowSums(F[b,m,drop=FALSE]))) else list(mean_pre=N,mean_post=N)
  out$by_kind<-list(attitude=kd(at),knowledge=kd(kn))
  sl<-function(i) if(any(at)) sum(apply(R[i,at,drop=FALSE],1,function(x) x[1]!=""&&all(x==x[1]))) else 0
  out$straightliners<-list(pre=sl(a),post=sl(b))
  out$dont_know<-list(pre=sum(R[a,kn]=="DK"),post=sum(R[b,kn]=="DK"))
  lg<-att$lang[a]
  bl<-function(l){ s<-sc&lg==l; list(n=sum(s),mean_change=if(any(s)) mean(tot[b[s]]-tot[a[s]]) else N)}
  out$by_language<-list(km=bl("km"),en=bl("en"))
  who<-a[sc]
  who<-who[att$lang[who]%in%c("km","en")]
  g<-att$lang[who]
  dif<-lapply(seq_len(K),function(i){ x<-F[who,i]; rest<-tot[who]-x; gg<-g
    nul<-list(mh_or_km_vs_en=N,chisq=N,p=N,delta_ets=N)
    if(length(x)<2||length(unique(gg))<2||length(unique(x))<2) return(nul)
    br<-unique(quantile(rest,0:5/5,type=7)); if(length(br)<2) st<-factor(rep(1,length(rest))) else st<-cut(rest,br,include.lowest=TRUE)
    T<-table(factor(gg,c("km","en")),factor(x,c(1,0)),droplevels(st)); T<-T[,,apply(T,3,sum)>1,drop=FALSE]
    if(!dim(T)[3]) return(nul)
    num<-sum(T[1,1,]*T[2,2,]/apply(T,3,sum));den<-sum(T[1,2,]*T[2,1,]/apply(T,3,sum))
    va<-sum(apply(T,3,function(y){n<-sum(y);as.numeric(sum(y[1,]))*sum(y[2,])*sum(y[,1])*sum(y[,2])/(n^2*(n-1))}))
    or<-if(den>0) num/den else if(num>0) "Inf" else N
    if(va==0) return(nul)
    ch<-(sum(T[1,1,])-sum(apply(T,3,function(y) as.numeric(sum(y[1,]))*sum(y[,1])/sum(y))))^2/va
    mt<-try(if(dim(T)[3]>1) mantelhaen.test(T,correct=FALSE) else stop("one"),silent=TRUE)
    if(!inherits(mt,"try-error")){ stopifnot(abs(mt$statistic-ch)<1e-8); if(is.numeric(or)) stopifnot(abs(mt$estimate/or-1)<1e-8||or==0) }
    list(mh_or_km_vs_en=or,chisq=ch,p=pchisq(ch,1,lower.tail=FALSE),delta_ets=if(is.numeric(or)&&or>0) -2.35*log(or) else N)})
  ps<-sapply(dif,function(x) x$p); ph<-p.adjust(ifelse(is.na(ps),1,ps),"holm")
  out$language_dif_pre<-setNames(lapply(seq_len(K),function(i) c(dif[[i]],list(p_holm=if(is.na(ps[i])) N else ph[i]))),ids)
  d<-(tot[b]-tot[a])[sc]; w<-ws[sc]; G<-length(unique(w)); n<-length(d)
  icc<-N
  if(G>1&&n>G){ ni<-as.numeric(table(w)); mu<-tapply(d,w,mean)
    MSB<-sum(ni*(as.numeric(mu)-mean(d))^2)/(G-1); MSW<-sum((d-ave(d,w))^2)/(n-G); n0<-(n-sum(ni^2)/n)/(G-1)
    if(MSB<1e-20)MSB<-0; if(MSW<1e-20)MSW<-0
    den<-MSB+(n0-1)*MSW; if(abs(den)>1e-12) icc<-(MSB-MSW)/den }
  out$cluster_extra<-list(anova_icc_workshop=icc,naive_se=if(n>1) sd(d)/sqrt(n) else N)
  out}

read <- function(file) read.csv(file, colClasses = "character", na.strings = character(0), check.names = FALSE, encoding = "UTF-8")
writeLines(toJSON(report(read("items.csv"), read("attempts.csv")), auto_unbox = TRUE, digits = NA, na = "null", null = "null", pretty = TRUE), "expected.json")
