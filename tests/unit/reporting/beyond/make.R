# Makes a data set with everything the example lacks, and in R every figure it must give; run once, the results are kept.
#
#   Rscript make.R    (R 4.2 with psych, sandwich and jsonlite; rewrites items.csv, attempts.csv and expected.json here)
suppressMessages({library(psych); library(sandwich); library(jsonlite)})
set.seed(20261122, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# --- the data ---------------------------------------------------------------------------------------------------------
attitude <- sprintf("a%02d", 1:8); knowledge <- sprintf("k%02d", 1:4); ids <- c(attitude, knowledge); K <- length(ids)
turned <- c("a03", "a06")                       # the low codes are favourable
truth <- c(k01 = "T", k02 = "F", k03 = "T", k04 = "F")
items <- data.frame(
  item_id = ids, seq = seq_len(K), kind = c(rep("attitude", 8), rep("knowledge", 4)),
  options = c(rep("1|2|3|4|5", 8), rep("T|F|DK", 4)),
  favourable = c(ifelse(attitude %in% turned, "1|2", "4|5"), truth))
N <- 300; W <- 15
workshop <- sample(W, N, TRUE); academy <- ceiling(workshop / 3); language <- ifelse(runif(N) < 0.55, "km", "en")
level <- rnorm(N) + rnorm(W, 0, 0.5)[workshop]; gain <- rnorm(W, 0.9, 0.35)[workshop]
easy <- seq(-1, 1, length.out = K)
sheet <- function(up, straight, here) {
  out <- matrix("", N, K, dimnames = list(NULL, ids))
  for (i in ids) {
    shift <- up + easy[match(i, ids)] + (i == "a05") * (language == "en") * 0.9   # one item was translated badly
    if (i %in% attitude) {
      code <- findInterval(level + shift + rnorm(N), c(-1.2, -0.3, 0.3, 1.2)) + 1
      if (i %in% turned) code <- 6 - code
      code[straight] <- 3; code <- as.character(code)
    } else {
      right <- level + shift + rnorm(N) > 0
      code <- ifelse(right, truth[i], ifelse(truth[i] == "T", "F", "T"))
      code[runif(N) < 0.15 & !right] <- "DK"
    }
    code[runif(N) < 0.03] <- ""
    out[, i] <- code
  }
  out[here, , drop = FALSE]
}
learner <- sprintf("L%03d", 1:N)
has <- list(pre = rep(TRUE, N), post = runif(N) < 0.9)
has$fu3 <- has$post & runif(N) < 0.6 | runif(N) < 0.02; has$fu12 <- has$post & runif(N) < 0.35
ups <- list(pre = 0, post = gain, fu3 = gain * 0.7, fu12 = gain * 0.4)
days <- c(pre = "2026-03-02", post = "2026-03-06", fu3 = "2026-06-08", fu12 = "2027-03-08")
straight <- list(pre = runif(N) < 0.06, post = runif(N) < 0.04, fu3 = rep(FALSE, N), fu12 = rep(FALSE, N))
rows <- do.call(rbind, lapply(names(has), function(p) {
  w <- which(has[[p]])
  data.frame(attempt_uid = paste0(learner[w], "-", p), learner_id = learner[w], academy = paste0("A", academy[w]),
    workshop = sprintf("W%02d", workshop[w]), phase = p, lang = language[w],
    submitted_at = sprintf("%sT%02d:%02d:%02d+07:00", days[p], 8 + w %/% 60 %/% 2, w %% 60, w %% 59),
    sheet(ups[[p]], straight[[p]], w), check.names = FALSE)
}))
rows <- rows[sample(nrow(rows)), ]
write.csv(items, "items.csv", row.names = FALSE, quote = FALSE)
write.csv(rows, "attempts.csv", row.names = FALSE, quote = FALSE)

# --- the figures, from what was written --------------------------------------------------------------------------------
rows <- read.csv("attempts.csv", colClasses = "character", na.strings = NULL, check.names = FALSE)
of <- function(p) { r <- rows[rows$phase == p, ]; r[match(learner, r$learner_id), ] }
side <- lapply(c(pre = "pre", post = "post", fu3 = "fu3", fu12 = "fu12"), of)
fav <- lapply(side, function(r) sapply(ids, function(i)
  as.integer(r[[i]] %in% strsplit(items$favourable[items$item_id == i], "|", fixed = TRUE)[[1]])))
empty <- lapply(side, function(r) rowSums(r[, ids] == ""))
pair <- has$pre & has$post
ok <- lapply(empty, function(e) !is.na(e) & e <= floor(0.10 * K))
scored <- pair & ok$pre & ok$post
score <- lapply(fav, rowSums)
d <- (score$post - score$pre)[scored]; pre <- score$pre[scored]; post <- score$post[scored]; n <- length(d)
ws <- side$pre$workshop[scored]; ac <- side$pre$academy[scored]; lang <- side$pre$lang[scored]
ci <- function(x) as.numeric(t.test(x)$conf.int)
cluster <- function(x, g) {
  fit <- lm(x ~ 1); G <- length(unique(g)); se <- sqrt(vcovCL(fit, cluster = g, type = "HC0", cadjust = TRUE)[1, 1])
  list(G = G, se = se, ci95 = mean(x) + c(-1, 1) * qt(.975, G - 1) * se)
}
rel <- function(x) {
  a <- suppressWarnings(psych::alpha(as.data.frame(x), warnings = FALSE, check.keys = FALSE)); r <- a$total$raw_alpha
  k <- ncol(x); m <- nrow(x)
  list(alpha = r, k = k, feldt95 = c(1 - (1 - r) * qf(.975, m - 1, (m - 1) * (k - 1)),
                                     1 - (1 - r) * qf(.025, m - 1, (m - 1) * (k - 1))))
}
rest <- function(x) { out <- sapply(ids, function(i) cor(x[, i], rowSums(x[, setdiff(ids, i)]))); as.list(out) }
later <- function(p) {
  found <- pair & has[[p]]; all3 <- scored & found & ok[[p]]
  a <- score$pre[all3]; b <- score$post[all3]; c <- score[[p]][all3]
  list(n_with_all_three = sum(found), retained_pct_of_paired = 100 * sum(found) / sum(pair), mean_pre = mean(a),
    mean_post = mean(b), mean_followup = mean(c), change_from_pre = mean(c - a), ci95_from_pre = ci(c - a),
    change_from_post = mean(c - b), ci95_from_post = ci(c - b), share_of_gain_kept = mean(c - a) / mean(b - a),
    mean_pre_of_lost = mean(score$pre[scored & !found]))
}
kind <- function(set) list(mean_pre = mean(rowSums(fav$pre[pair, set])), mean_post = mean(rowSums(fav$post[pair, set])))
same <- function(p) sum(apply(side[[p]][pair, attitude], 1, function(x) length(unique(x)) == 1 && x[1] != ""))
mh <- lapply(ids, function(i) {
  x <- fav$pre[scored, ]; r <- rowSums(x[, setdiff(ids, i)])
  s <- cut(r, unique(quantile(r, 0:5 / 5, type = 7)), include.lowest = TRUE)
  t <- table(factor(x[, i], c(1, 0)), factor(lang, c("km", "en")), s)
  m <- mantelhaen.test(t, correct = FALSE)
  list(mh_or_km_vs_en = as.numeric(m$estimate), chisq = as.numeric(m$statistic), p = as.numeric(m$p.value),
       delta_ets = -2.35 * log(as.numeric(m$estimate)))
})
names(mh) <- ids; holm <- p.adjust(sapply(mh, `[[`, "p"), "holm")
for (i in ids) mh[[i]]$p_holm <- as.numeric(holm[i])
fit <- anova(lm(d ~ factor(ws))); sizes <- table(ws); G <- length(sizes)
n0 <- (n - sum(sizes^2) / n) / (G - 1)
both <- sapply(ids, function(i) side$pre[[i]] != "" & side$post[[i]] != "")
item <- lapply(ids, function(i) {
  u <- pair & both[, i]; a <- fav$pre[u, i]; b <- fav$post[u, i]; up <- sum(b > a); down <- sum(b < a)
  list(n = sum(u), n01 = up, n10 = down, diff_pp = 100 * (up - down) / sum(u),
    p_exact = binom.test(up, up + down)$p.value,
    cluster_workshop_pp = cluster(100 * (b - a), side$pre$workshop[u]))
})
names(item) <- ids; p <- sapply(item, `[[`, "p_exact")
for (i in ids) { item[[i]]$p_holm <- as.numeric(p.adjust(p, "holm")[i]); item[[i]]$p_bh <- as.numeric(p.adjust(p, "BH")[i]) }
figures <- list(
  national = list(n_paired = sum(pair), n_scored = n,
    score = list(mean_pre = mean(pre), sd_pre = sd(pre), mean_post = mean(post), sd_post = sd(post),
      mean_change = mean(d), sd_change = sd(d), t = as.numeric(t.test(d)$statistic), p_t = t.test(d)$p.value,
      ci95_t = ci(d), dz = mean(d) / sd(d), r_pre_post = cor(pre, post),
      sign_test_exact_p = binom.test(sum(d > 0), sum(d != 0))$p.value,
      cliffs_delta = mean(sign(outer(post, pre, "-"))),
      cluster_workshop = cluster(d, ws), cluster_academy = cluster(d, ac)),
    items = item,
    reliability = list(pre = rel(fav$pre[scored, ]), post = rel(fav$post[scored, ]),
      item_rest_pre = rest(fav$pre[scored, ]), item_rest_post = rest(fav$post[scored, ]))),
  followup = list(fu3 = later("fu3"), fu12 = later("fu12")),
  by_kind = list(attitude = kind(attitude), knowledge = kind(knowledge)),
  straightliners = list(pre = same("pre"), post = same("post")),
  dont_know = list(pre = sum(side$pre[pair, knowledge] == "DK"), post = sum(side$post[pair, knowledge] == "DK")),
  by_language = lapply(list(km = "km", en = "en"), function(l) list(n = sum(lang == l), mean_change = mean(d[lang == l]))),
  language_dif_pre = mh,
  cluster_extra = list(
    anova_icc_workshop = (fit$`Mean Sq`[1] - fit$`Mean Sq`[2]) / (fit$`Mean Sq`[1] + (n0 - 1) * fit$`Mean Sq`[2]),
    naive_se = sd(d) / sqrt(n)))
write(toJSON(figures, auto_unbox = TRUE, digits = NA, pretty = TRUE), "expected.json")
