"""Which PDFs the hand-written labels of `page_labels.yaml` and `metadata_labels.yaml` are about, and where they are.

Most are in the folder of PDFs beside the repository. The others are files of public repositories: OWNER+NAME/PATH in the
labels is the file PATH of the repository OWNER/NAME at the commit named here, to be put into a folder as OWNER+NAME/PATH.
Nothing is downloaded; files that are not there are left out, and their number is printed.
"""

import argparse
from pathlib import Path
from typing import Any

import yaml
from references import SHARED

PUBLIC = Path(__file__).resolve().parents[1] / "../public_pdfs"
COMMITS = {
    "118DRESNI+rapport_stage_ccrsee": "afdde526257b2e381899041bb3c13520a7bab73c",
    "Advait-6M+NHS-Policy-RAG-System": "e5550ddd7bd8fb44422acd0ecbb01064fc670e23",
    "Afsh-0+wto-nlp-policy-analyzer": "42de861cb98b444ae62b50c59d652c0a9187ac94",
    "agihil+stechlinnetzwerke": "7e26a72648f37e46770dfa0f6787a02165b241db",
    "alan-turing-institute+the-turing-way": "318e1b3dafe626eff60d7b20ff83a2d43fad05b0",
    "alephcero+thesis": "d5dea7063b5a836d651a071b45930cab221098c6",
    "alephdata+ingest-file": "d449eeee5018b6ad9c414157452fe9720ef1b9c0",
    "AlexLee01+suicideED": "cf8056e70cb8b3cd45577807244548dfbd4f15d9",
    "allenai+olmocr": "f7cfe4c22098b154c76b6ec950d1c0a464eecf8d",
    "allenai+science-parse": "f83983aa1b898f0e47c97f4997c57427bf277182",
    "AM-ops+C3SA-CyberSecurity-Strategy-Challenge-2021": "4d28b720d16efce0f99f972c5a24af11a5273277",
    "Andreas-Witte+vorrausberechnung-steigerwaldbahn": "262dcfcb6310d26f8bc6cddc0531e070a31db114",
    "AndreyBozhko+dissertation": "392ffe0847642dc29c2f34c6d44af5f983758b07",
    "apache+tika": "2b70202aaec3db48fd5ff4d996d974444a750a11",
    "barryquinn1+etf_liquidity": "0aae0659556d9c9b17f82a3ba10d15c71ae0cff2",
    "BeckySharp+dissertation": "a8f83bc5857795cffc7445cd165e59f125e8e825",
    "benj-san+FR_MHA_GHIO_REACT": "20e651bc6b093786bc305e053f209ab0e71daa8f",
    "Beschroe+Masterarbeit": "0ca98bd0494b7265af250ef20a7f4541a00616f4",
    "BGDlab+radiology_report_grading": "034169dc223fb5f730dda05924eea4d9208083f0",
    "BITSS+RT2_remote_2020": "8d2378941067b6bd3b03597081ea814340b98d02",
    "BITSS-OPA+opa-deworming": "ee289c01fe266ec57dfd9b86c17287e9a51c1ac9",
    "BITSS-OPA+opa-wealthtax": "339dbe3619bb890548bd55746047763cddd370ca",
    "BlockchainVotingOrganisation+Literatur-blockchain-voting": "543a5fea8ce8c7082f9e7839081e733068e7431b",
    "BNSisterCitiesAdmin+sistercities": "47a7d73ce1a624f15ec530ddb148f80a4467bb0d",
    "camelot-dev+camelot": "2b80d0bc692d1b22203c3385e77da8201675aa50",
    "CeON+CERMINE": "6a253f28fec8ddc5f6eb98d514951c55954f5878",
    "Cgolling+myPDFsForChatGpt": "3dcd8c93fb6e26c61baff8a38867785817cef814",
    "CharlesNaylor+prepayments": "0f711041553859d9818906726ed24786721f27cc",
    "chezou+tabula-py": "d7a233b31b4cac99c9a2a01f014fc8493e9df69d",
    "cjvanlissa+team_science": "ab98ab8612d297c1d47726d5eb723ef2df24ee55",
    "CNHLakes+beyond_land_use": "8af34fe492cbb75a6d147cf3f62e997bce94811e",
    "CoLRev-Environment+colrev": "17ab22a99e5cba17ac79f8651c41f1cf07d1cd38",
    "common-thread-movement+Common-thread-movement.github.io": "8f266db219f2dc06b10fae913fd33413eed99e56",
    "CoraliePicoche+SeedBank": "2c36cc502897134172da1befc27586d4f7087429",
    "ctaleck+olosa-jogathon": "c2e1647c8dcd1efe0c336202847d93e8cfe55714",
    "dainst+cilantro": "229c14fa29419c54cdeb9dd9a861fca79da29059",
    "datakind+permanent-colandr-back": "14884838878bae82bb29d34061f3ee284523da26",
    "deepset-ai+haystack": "c7cb46c0f28ad1984f60e5d3e9404b124a221437",
    "demirev+llms-and-online-jobs": "5df42a26a913cfd3f6e8c5d59cbeb6673767fd08",
    "DGHSorensen+DevelopingManufacturingSystemPlatforms": "7b8b71e6dfbe16da3298dce0e03b62e59d3d7ae8",
    "dimplefrancis+prisonpal": "8638666a58b8da162789a1790912b98564844369",
    "docling-project+docling": "e1cb2b234c48ff29746b0f2f843d07f8e23905a0",
    "documentcloud+docsplit": "67118b82b57027686ec177132f749f7eca158316",
    "DOE-ICoM+geowq-chesapeake": "625117663f20ffcdff5e34610bdeab5be40d3d1f",
    "dridk+these": "abee48e53b7ff43d97f9f0c1bc1ff2d829c68d68",
    "EmilyWebber+Stats": "a6574e17f5d5353b47ae0156d7862db8f13f91d0",
    "Eros-Klein+Geschichte-Ideologien": "862501c74002ec8d825c485be182a78ecacbc1d6",
    "exciteproject+EXgoldstandard": "7c5c89d0da27e4b626509e1a7de2e808885ffdbe",
    "fiskio+phd-thesis": "7757164197d95560bf9d770fdfccb01b0b5dc66e",
    "freelawproject+doctor": "a66445041477ae18eb5d3c6792f477fc06d610d7",
    "gabemcninch+MountCalvary": "949618f3b624da3f164482247e308ecacc0c5eed",
    "GhaouiYoussef+Clario-Health-Rag-System": "d1af64782b1dafec030d01d78621421464e2444d",
    "godsakani+tartan-qa-system": "83dd02af7a83b4b2486f25ef43a0a8530f60a22f",
    "ImperialCollegeLondon+covid19model": "fcc30e2b8d046ddf3ef10dfc222e42b5cd732622",
    "inidun+unesco_data_collection": "a7bb1085c99a2e98aeed757eb2ace3c1e2fad7a5",
    "Jan-van-Waaij+wias": "c25bddfd2ad8b72e8de747c834a3e75829f99802",
    "JonathanReeve+data-ethics-literature-review": "deae4ea88d3854496bc9b77cbe416015b77b25c0",
    "jriou+these": "84b364dae9440d0eb4435e4c77ec7e10ebf14170",
    "jsvine+pdfplumber": "147f2c4c07dc1191fc1d05bb589b4f6af3aaf74a",
    "JuleGri+Data-Aware-Process-Simulation-at-CTB": "5e1641657bd53e2d2512ab48bdb76d418823ace7",
    "kalawa2014+these-kalawa": "1aeee0e8a4b8afe9c413a59ceaffb6a235fead71",
    "kermitt2+entity-fishing": "52b097024cd4f3fe91b3539550402eaa81d092fd",
    "kermitt2+grobid": "b8d6bec302189e29a6c358ea513f8be834004a86",
    "knmnyn+ParsCit": "120a7583012ab5a6e11e73d89a98c65b649dd6e7",
    "kreuzberg-dev+kreuzberg": "fd569f92627b4e4d9e48003604158686b1cda6ed",
    "LakeMaryRotary+lakemaryrotary.github.io": "e18b0fe726c663c187f5b74cb28f18a38553e847",
    "LJKelly3141+crp-webinar-ai": "02b64e725f2192db1781a16bb750296cf7edea3a",
    "lukecarr+haldonviews": "cebabe3a95030be931e97d271a0c35cf84f09870",
    "Martin-Venegas-M+tesis": "2c42237f194c27653599f7ca6d2c7aa29f9ecd16",
    "mccrea-cobb+refuge-survey-app": "fcc623a9962406d0cdc66332256548fa5e729ba6",
    "MeneerBunt+Sociology-thesis": "79fe5d62ac4558e15eab40f9007f88760e002c53",
    "metachris+pdfx": "9e6864c5f9bcc8801e12c63a64d6efdfd1960494",
    "moannaurmi+deis-spatial-analysis": "04331afda6dfcbb5f5d1190c8ba5082eeccc692b",
    "mozilla+pdf.js": "0f26334f9d6f96119f6e5164fb65832fbbde7344",
    "mpilhlt+pdf-tei-editor": "342ea8593d4523845cf36c93d26335b712c421fc",
    "mx-psi+tfg": "445705dbb052a0d98d93892bd124532ba689f702",
    "nikodittmar+Joaquin-Miller-Park-Enduro-Website": "4f2fc4b14ab1110c730626532ab299c1ae4b7df9",
    "NIM-ACh+AnxietySleep": "22f2e5f88055ef2913ac4351172a6802ec7943b4",
    "nizaress+e2r-tfg": "29eb9906f96d73b62ab628ababf71dfe9091666e",
    "njharbo+Labor_flows_sweden": "a3e72798ac42f804c7501f67144de14ad15c55b1",
    "nowruzian+atu-policy-brief": "2ae09a61ce9d59a94c22fe02267913b9a8c97f9a",
    "opendatalab+MinerU": "79d6d8d79fb8f3ddba5cc34c07a16f0ec36f56c7",
    "papers-we-love+papers-we-love": "47567e0154e38b4a4cf3eb9e30296221e940522f",
    "PaulaSchumann+PaulaSchumann-Die-Rolle-der-echten-Frau-Masterarbeit-": "efff1ba1c499e404c999c59a3a3d6860771fd990",
    "PaulinaSell+lead-IQ_meta-analysis": "bdd81d5ff69e294af82a540e52f832d6821820dc",
    "pdfminer+pdfminer.six": "9e1243c4ad000bf9bbe60e81fc8dde2fccc0ed3b",
    "petermr+amilib": "8d71ec7c1c824059a6eb7332f137afdbce1d2292",
    "petermr+pyamihtml": "e33fbb492d0fb4178567538409193f278922af75",
    "py-pdf+sample-files": "6921079eb3e1ed0944db5ec75016910d59da7fdb",
    "quanteda+readtext": "f5a5d26709e5f42da7030088f191998b1774e5b9",
    "rbpilgrim+governing-the-ai-economic-transition": "871a9562f95edfea9ad898f499610b31c2b2e52b",
    "richsage+olqp-new": "d4da870dab4662e2a0c9c03c93ad18b69bce383c",
    "ropensci+tabulizer": "1ed07289120e87e90b8635a48e0b85d99c2028f4",
    "sahasrarayarao+kansas-drivers-exam": "ddccf03a3a7f251f55e1f7a68582869026f9e6ab",
    "samarth1107+BioBytes": "8858a50cb1ebbdb0673a394847d361ce60213318",
    "sckott+pdftoolspdfs": "1cd3e2810bce402450f42528a6c6dc31fb7a81b5",
    "secret-agent-drone+ppss-meetings": "0201dd4710deecbe42cf24bc59385e2a5e04d88f",
    "semanticClimate+internship_sC": "421771223b000e7e1a803af99417540be28c5b3b",
    "SMAC-Group+fc2018_website": "e4aed41aa8aea9eb6450d8aa90684eb731c830cb",
    "SMB11+covid19": "50915be3e5ded6096e89466b6d204048e035c0ac",
    "smoores-dev+cayugaswatchers": "f4d2ec154debfd7d3c4b8019565ab15d5aef6c6f",
    "Sul078+Investigating-the-Correlation-Between-Demonstrations-Population-Exposure-and-Democracy-Scores": "3e2dd7d2d5cbda28c4f18f57db26cce1c48a3490",
    "sungsoo+reference-papers": "de53776ca7345088cc9d9ecba583442016f03448",
    "svmiller+posc3410": "042d7ee13e4613216942a0bae4d0190401d16d80",
    "tabulapdf+tabula-java": "2cdf3b4fd3f7e921dca8cc6814cdd9316be40f0f",
    "TheEconomist+covid-19-excess-deaths-tracker": "34dbd4e34640d4860a17827e432669c95a3f4388",
    "ThesanyaLamahewa+ai-policy-analysis": "dc0f2c968bf4556d15a28e3ab6e12941d70f2fc5",
    "TigCM+manuscrit_these": "a9d1355de1f41b24b7f1242e98cb053981189984",
    "unctad-infovis+2022-palestine_report": "596404ed3da080ccce8ed878b94d5c689f4f97bb",
    "unesco+open-sciences": "1571c97be3090fecfeab79b4f2e5a5a2288ce487",
    "UniversalConceptualCognitiveAnnotation+docs": "46d81faae821d31fecfcb9ea32450449616af731",
    "Unstructured-IO+unstructured": "3e5482bfcdc843b5218ad98d2845b4b71ab013b7",
    "uufom+uufom-new": "28560783a4e1115a21d717eb9b2646b7ef8655f4",
    "vanderbilt-data-science+climate-policy": "7619c08a30c5aca277adae23ac9ec03e44fd2669",
    "vladikMSU+diplom": "644f1db41dd2cd94504daf4f66288cd68edff136",
    "wdwe123+climate-policy-rag": "57bb535120a5849dd6f78024ef793cdf0b43e911",
    "worldbank+DIME-Resources": "9d6ab6912a23e1a0e2f7b58ab6ca03559bd66aee",
    "xesaad+medellin-mobility": "e9e2144cff5f0a7eda30a933274a7d0974216de6",
    "yolile+paraguay_oncology_medicines_ocds_data": "ed6587e25c447c74781a6ac1c57a6f57d72478a8",
    "yPMDD+tech-policy-rag": "4cd4dec8f76f8bb0c227a755bb5d117ff0bcf4c9",
}
Label = dict[str, Any]
HALVES = ("dev", "test", "held", "fresh", "mixed", "last")
"""The parts of the labelled documents: rules of reading are made on `dev`; `held`, `fresh`, `mixed` and `last` came later, from others."""


def add_folders(arguments: argparse.ArgumentParser) -> None:
    """The folder of PDFs, and that of files of public repositories."""
    arguments.add_argument("folder", nargs="?", type=Path, default=SHARED, help="labelled PDFs")
    arguments.add_argument(
        "--public", type=Path, default=PUBLIC, help="files of public repositories, as OWNER+NAME/PATH"
    )


def labelled(labels: Path, folder: Path, public: Path) -> dict[Path, Label]:
    """The labels of each file that is there; what is missing is printed."""
    found: dict[Path, Label] = {}
    missing = {str(folder): 0, str(public): 0}
    for name, label in yaml.safe_load(labels.read_text("utf-8")).items():
        home = public if name.partition("/")[0] in COMMITS else folder
        if (home / name).exists():
            found[home / name] = label
        else:
            missing[str(home)] += 1
    for where, number in missing.items():
        if number:
            print(f"{number} labelled documents are not in {where}, left out")
    return found
