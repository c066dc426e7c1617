"""The words that fictitious patients are made of. None of them belongs to anybody."""

from __future__ import annotations

COMMON_SURNAMES = tuple(
    """
    MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFÈVRE
    LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU
    VINCENT MULLER LEFEBVRE FAURE ANDRÉ MERCIER BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS
    LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER
    MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER DUFOUR MEUNIER BRUN BLANCHARD
    GIRAUD JOLY RIVIÈRE LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GÉRARD ROCHE RENARD
    SCHMITT ROY LEROUX COLIN VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX
    OLIVIER PHILIPPE BOURGEOIS PIERRE BENOÎT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME
    LECOMTE LOPEZ JEAN DUPUY GUILLOT HUBERT BERGER CARPENTIER SÁNCHEZ DUPUIS MOULIN LOUIS
    DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY ROYER KLEIN JACQUET ADAM PARIS POIRIER MARTY
    AUBRY GUYOT CARRÉ CHARLES RENAULT CHARPENTIER MÉNARD MAILLARD BARON BERTIN BAILLY HERVÉ
    SCHNEIDER FERNANDEZ COLLET LÉGER BOUVIER JULIEN PRÉVOST MILLET
    """.split()
)
COMPOSED_SURNAMES = (
    "DE LA FONTAINE",
    "D’ESTRÉE",
    "DE L'ISLE",
    "LE GOFF",
    "LE BIHAN",
    "DU PRÉ",
    "MARTIN-DURAND",
    "PETIT-JEAN",
    "SAINT-AUBIN",
    "BEN YOUCEF",
    "EL MANSOURI",
    "DOS SANTOS",
    "VAN DEN BERGHE",
    "Mc CARTHY",
)
STEMS = tuple(
    """
    BEAU MONT VAL CHAN LAN BER MAR GUI REN COR BOU DEL FER GAL HAR JAC KER LOU MAN NOR PEL QUEN
    RAM SAU TOU VER BRI CLA DRO FLO GRA PLA TRÉ ESC ARM ALB AUD BAS CAS DAM ÉPI FON GOU HEN JOU
    LAM MEL NAV ORI PAR RIV SER TAL URB VIL ANS BEL CHA DOM FRÉ GER HUR ISO LIS MUR NIC OLI PON
    ROS SOR TER VIE BLA CRE DES FAU GIL LEN MÉR PUY
    """.split()
)
MIDDLES = (*"DE LI RO TA CHE NI VI GA SE BO MO RI LE DO PA NE LA TI ZE".split(), "")
ENDINGS = tuple(
    """
    ARD EAU IER ET OT IN ON AUD ERT AC EZ OUX AN EL ENT IÈRE OUD AY IS AUX IAU EUR OIS AULT ELLE
    OTTE ICHE AGNE OUIN ESSE ONNET ILLON ASSE ICOT ANDE ÉRAC UREL OZE IGNY ERIE
    """.split()
)

WOMEN = tuple(
    """
    Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Martine
    Madeleine Nicole Suzanne Hélène Christine Marguerite Denise Louise Christiane Yvonne Valérie
    Sophie Stéphanie Céline Chantal Julie Brigitte Véronique Simone Laurence Germaine Sandrine
    Aurélie Élodie Camille Léa Manon Chloé Emma Zoé Inès Jade Lola Anaïs Clémence Pauline
    Mathilde Lucie Alice Juliette Agathe Rose Lina Mila Fatima Aïcha Khadija Maria Dominique
    Claude Marie-Claude Anne-Sophie Marie-Thérèse Maëlle Éléonore Joséphine
    """.split()
)
MEN = tuple(
    """
    Jean Pierre Michel André Philippe Louis René Alain Jacques Bernard Marcel Daniel Roger
    Robert Paul Claude Christian Henri Georges Nicolas François Patrick Gérard Christophe Joseph
    Julien Maurice Laurent Frédéric Éric David Stéphane Pascal Sébastien Alexandre Thierry
    Olivier Antoine Raymond Guy Dominique Vincent Thomas Lucas Hugo Théo Enzo Léo Nathan Maxime
    Clément Raphaël Gabriel Jules Arthur Noé Loïc Mohamed Karim Ahmed Manuel Jean-Pierre
    Jean-Claude Jean-François Jean-Luc Pierre-Alain Noël Benoît Jérôme
    """.split()
)

STREETS = (
    "rue de la Paix",
    "avenue Victor-Hugo",
    "place de l'Église",
    "rue des Écoles",
    "boulevard de la République",
    "chemin du Moulin",
    "allée des Tilleuls",
    "impasse des Lilas",
    "rue du 8 Mai 1945",
    "quai de la Fontaine",
)
OCCUPATIONS = (
    "enseignante",
    "agriculteur",
    "retraité",
    "infirmière",
    "boulanger",
    "étudiante",
    "comptable",
    "maçon",
    "ingénieure",
    "sans profession",
)
INSURERS = ("MUTUELLE TEST", "PREVOYANCE EXEMPLE", "SANTE FICTIVE", "MUTUELLE DES ESSAIS")
TAGS = ("Diabète", "Suivi annuel", "ALD", "Vaccination", "Nouveau patient")
FOREIGN_BIRTHS = (
    ("99352", 30),
    ("99350", 24),
    ("99139", 14),
    ("99351", 12),
    ("99127", 8),
    ("99134", 8),
    ("99208", 6),
    ("99326", 5),
    ("99341", 5),
    ("99243", 4),
    ("99132", 4),
    ("99109", 4),
    ("99131", 4),
    ("99216", 3),
    ("99115", 1),
    ("99999", 1),
)
"""Codes of countries, and how often somebody is born there."""
