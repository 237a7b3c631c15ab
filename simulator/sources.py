"""The one bibliography: key -> who, when, where. A parameter's source names keys of this page."""

from typing import NamedTuple


class Source(NamedTuple):
    """A published or computed origin of a number."""

    authors: str
    year: int
    title: str
    where: str


SOURCES: dict[str, Source] = {
    "Anderson1998": Source(
        "Anderson, E. W.", 1998, "Customer satisfaction and word of mouth", "J. Service Research 1(1)"
    ),
    "Bass1969": Source(
        "Bass, F. M.", 1969, "A new product growth for model consumer durables", "Management Science 15(5)"
    ),
    "Bijmolt2005": Source(
        "Bijmolt, T., van Heerde, H., Pieters, R.", 2005,
        "New empirical generalizations on the determinants of price elasticity", "J. Marketing Research 42(2)",
    ),
    "CDNOW": Source(
        "Fader, P., Hardie, B., Lee, K. L.", 2005,
        "Counting your customers the easy way: BG/NBD", "Marketing Science 24(2); CDNOW 1/10 sample",
    ),
    "East2008": Source(
        "East, R., Hammond, K., Lomax, W.", 2008,
        "Measuring the impact of positive and negative word of mouth on brand purchase probability",
        "Int. J. Research in Marketing 25(3)",
    ),
    "Goldenberg2001": Source(
        "Goldenberg, J., Libai, B., Muller, E.", 2001,
        "Talk of the network: a complex systems look at the underlying process of word-of-mouth",
        "Marketing Letters 12(3)",
    ),
    "Goel2016": Source(
        "Goel, S., Anderson, A., Hofman, J., Watts, D. J.", 2016,
        "The structural virality of online diffusion", "Management Science 62(1)",
    ),
    "Hinz2011": Source(
        "Hinz, O., Skiera, B., Barrot, C., Becker, J.", 2011,
        "Seeding strategies for viral marketing: an empirical comparison", "J. Marketing 75(6)",
    ),
    "HolmeKim2002": Source(
        "Holme, P., Kim, B. J.", 2002, "Growing scale-free networks with tunable clustering", "Physical Review E 65",
    ),
    "BarabasiAlbert1999": Source(
        "Barabasi, A.-L., Albert, R.", 1999, "Emergence of scaling in random networks", "Science 286",
    ),
    "WattsStrogatz1998": Source(
        "Watts, D. J., Strogatz, S. H.", 1998, "Collective dynamics of small-world networks", "Nature 393",
    ),
    "Koehler2017": Source(
        "Koehler, C., Mantrala, M. K., Albers, S., Kanuri, V. K.", 2017,
        "A meta-analysis of marketing communication carryover effects", "J. Marketing Research 54(6)",
    ),
    "MuellerFriesGedenk2014": Source(
        "Mueller, S. S., Fries, A. J., Gedenk, K.", 2014,
        "How much to give? The effect of donation size on tactical and strategic success in cause-related marketing",
        "Int. J. Research in Marketing 31(2)",
    ),
    "Nielsen2006": Source(
        "Nielsen, J.", 2006, "The 90-9-1 rule for participation inequality in social media", "nngroup.com",
    ),
    "Nielsen2009": Source(
        "The Nielsen Company", 2009, "Global online consumer survey: trust in advertising (April 2009)", "nielsen.com",
    ),
    "Oliver1980": Source(
        "Oliver, R. L.", 1980,
        "A cognitive model of the antecedents and consequences of satisfaction decisions",
        "J. Marketing Research 17(4)",
    ),
    "Hall1992": Source(
        "Hall, P.", 1992, "On the removal of skewness by transformation",
        "J. Royal Statistical Society B 54(1)",
    ),
    "Willink2005": Source(
        "Willink, R.", 2005, "A confidence interval and test for the mean of an asymmetric distribution",
        "Communications in Statistics: Theory and Methods 34(4)",
    ),
    "Satterthwaite1946": Source(
        "Satterthwaite, F. E.", 1946, "An approximate distribution of estimates of variance components",
        "Biometrics Bulletin 2(6)",
    ),
    "JoanesGill1998": Source(
        "Joanes, D. N., Gill, C. A.", 1998, "Comparing measures of sample skewness and kurtosis",
        "The Statistician 47(1)",
    ),
    "Stein1945": Source(
        "Stein, C.", 1945, "A two-sample test for a linear hypothesis whose power is independent of the variance",
        "Annals of Mathematical Statistics 16(3)",
    ),
    "Rego2017": Source(
        "Rego, M. M.", 2017, "The impact of cause-related marketing on global consumers: a meta-analysis",
        "doctoral dissertation, University of Connecticut",
    ),
    "Schmitt2011": Source(
        "Schmitt, P., Skiera, B., Van den Bulte, C.", 2011, "Referral programs and customer value", "J. Marketing 75(1)",
    ),
    "BergerSchwartz2011": Source(
        "Berger, J., Schwartz, E. M.", 2011, "What drives immediate and ongoing word of mouth?",
        "J. Marketing Research 48(5)",
    ),
    "deMatos2007": Source(
        "de Matos, C. A., Henrique, J. L., Rossi, C. A. V.", 2007, "Service recovery paradox: a meta-analysis",
        "J. Service Research 10(1)",
    ),
    "Watts2002": Source(
        "Watts, D. J.", 2002, "A simple model of global cascades on random networks", "PNAS 99(9)",
    ),
    "Kempe2003": Source(
        "Kempe, D., Kleinberg, J., Tardos, E.", 2003, "Maximizing the spread of influence through a social network",
        "KDD 2003",
    ),
    "Bakshy2011": Source(
        "Bakshy, E., Hofman, J. M., Mason, W. A., Watts, D. J.", 2011,
        "Everyone's an influencer: quantifying influence on Twitter", "WSDM 2011",
    ),
    "BoxMuller1958": Source(
        "Box, G. E. P., Muller, M. E.", 1958, "A note on the generation of random normal deviates",
        "Annals of Mathematical Statistics 29(2)",
    ),
    "Burt1992": Source(
        "Burt, R. S.", 1992, "Structural holes: the social structure of competition",
        "Harvard University Press",
    ),
    "Cui2018": Source(
        "Cui, F., Hu, H., Cui, W., Xie, Y.", 2018,
        "Seeding strategies for new product launch: the role of negative word-of-mouth", "PLoS ONE 13(11)",
    ),
    "Edelman2011": Source(
        "Edelman", 2011, "Edelman Trust Barometer 2011 (and its edition of 2006)", "edelman.com",
    ),
    "ErdosRenyi1959": Source(
        "Erdos, P., Renyi, A.", 1959, "On random graphs I", "Publicationes Mathematicae Debrecen 6",
    ),
    "Grimm2020": Source(
        "Grimm, V., Railsback, S. F., Vincenot, C. E., and others", 2020,
        "The ODD protocol for describing agent-based and other simulation models: a second update",
        "J. Artificial Societies and Social Simulation 23(2)",
    ),
    "Sethuraman2011": Source(
        "Sethuraman, R., Tellis, G. J., Briesch, R. A.", 2011,
        "How well does advertising work? Generalizations from meta-analysis of brand advertising elasticities",
        "J. Marketing Research 48(3)",
    ),
    "Shapiro2021": Source(
        "Shapiro, B. T., Hitsch, G. J., Tuchman, A. E.", 2021,
        "TV advertising effectiveness and profitability: generalizable results from 288 brands", "Econometrica 89(4)",
    ),
    "SrinivasanMason1986": Source(
        "Srinivasan, V., Mason, C. H.", 1986,
        "Nonlinear least squares estimation of new product diffusion models", "Marketing Science 5(2)",
    ),
    "SteeleLeaFlood2014": Source(
        "Steele, G. L., Lea, D., Flood, C. H.", 2014, "Fast splittable pseudorandom number generators", "OOPSLA 2014",
    ),
    "Borgs2014": Source(
        "Borgs, C., Brautbar, M., Chayes, J., Lucier, B.", 2014, "Maximizing social influence in nearly optimal time",
        "SODA 2014",
    ),
    "Brandes2007": Source(
        "Brandes, U., Pich, C.", 2007, "Centrality estimation in large networks",
        "Int. J. Bifurcation and Chaos 17(7)",
    ),
    "BrinPage1998": Source(
        "Brin, S., Page, L.", 1998, "The anatomy of a large-scale hypertextual web search engine",
        "Computer Networks and ISDN Systems 30",
    ),
    "Chen2009": Source(
        "Chen, W., Wang, Y., Yang, S.", 2009, "Efficient influence maximization in social networks", "KDD 2009",
    ),
    "Chen2018": Source(
        "Chen, W.", 2018, "An issue in the martingale analysis of the influence maximization algorithm IMM",
        "Computational Data and Social Networks (CSoNet 2018)",
    ),
    "Clauset2004": Source(
        "Clauset, A., Newman, M. E. J., Moore, C.", 2004, "Finding community structure in very large networks",
        "Physical Review E 70",
    ),
    "Cohen2003": Source(
        "Cohen, R., Havlin, S., ben-Avraham, D.", 2003,
        "Efficient immunization strategies for computer networks and populations", "Physical Review Letters 91",
    ),
    "Coleman1966": Source(
        "Coleman, J. S., Katz, E., Menzel, H.", 1966, "Medical innovation: a diffusion study", "Bobbs-Merrill",
    ),
    "WattsDodds2007": Source(
        "Watts, D. J., Dodds, P. S.", 2007, "Influentials, networks, and public opinion formation",
        "J. Consumer Research 34(4)",
    ),
    "Newman2002": Source(
        "Newman, M. E. J.", 2002, "Spread of epidemic disease on networks", "Physical Review E 66",
    ),
    "RandRust2011": Source(
        "Rand, W., Rust, R. T.", 2011, "Agent-based modeling in marketing: guidelines for rigor",
        "Int. J. Research in Marketing 28(3)",
    ),
    "Seidman1983": Source(
        "Seidman, S. B.", 1983, "Network structure and minimum degree", "Social Networks 5(3)",
    ),
    "Sultan1990": Source(
        "Sultan, F., Farley, J. U., Lehmann, D. R.", 1990, "A meta-analysis of applications of diffusion models",
        "J. Marketing Research 27(1)",
    ),
    "Tang2015": Source(
        "Tang, Y., Shi, Y., Xiao, X.", 2015, "Influence maximization in near-linear time: a martingale approach",
        "SIGMOD 2015",
    ),
    "Aral2009": Source(
        "Aral, S., Muchnik, L., Sundararajan, A.", 2009,
        "Distinguishing influence-based contagion from homophily-driven diffusion in dynamic networks",
        "PNAS 106(51)",
    ),
    "Centola2010": Source(
        "Centola, D.", 2010, "The spread of behavior in an online social network experiment", "Science 329",
    ),
    "East2007": Source(
        "East, R., Hammond, K., Wright, M.", 2007,
        "The relative incidence of positive and negative word of mouth: a multi-category study",
        "Int. J. Research in Marketing 24(2)",
    ),
    "Goel2012": Source(
        "Goel, S., Watts, D. J., Goldstein, D. G.", 2012, "The structure of online diffusion networks", "EC 2012",
    ),
    "Keaveney1995": Source(
        "Keaveney, S. M.", 1995, "Customer switching behavior in service industries: an exploratory study",
        "J. Marketing 59(2)",
    ),
    "Liu2006": Source(
        "Liu, Y.", 2006, "Word of mouth for movies: its dynamics and impact on box office revenue",
        "J. Marketing 70(3)",
    ),
    "Murray1991": Source(
        "Murray, K. B.", 1991, "A test of services marketing theory: consumer information acquisition activities",
        "J. Marketing 55(1)",
    ),
    "SawhneyEliashberg1996": Source(
        "Sawhney, M. S., Eliashberg, J.", 1996,
        "A parsimonious model for forecasting gross box-office revenues of motion pictures",
        "Marketing Science 15(2)",
    ),
    "Zeithaml1985": Source(
        "Zeithaml, V. A., Parasuraman, A., Berry, L. L.", 1985, "Problems and strategies in services marketing",
        "J. Marketing 49(2)",
    ),
}
