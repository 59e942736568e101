"""The words from which the names of episodes, people and invented titles are put together."""

from __future__ import annotations

ADJECTIVES = tuple(
    """
    Amber Ancient Bitter Blind Borrowed Brazen Bright Broken Burning Careful Cold Common Crimson Crooked Curious
    Dark Deep Distant Double Dry Early Eastern Empty Endless Faithful Fallen False Final First Flying Foolish
    Forgotten Frozen Gentle Ghostly Gilded Glass Golden Good Gray Great Green Half Hard Hidden Hollow Honest Hungry
    Idle Inner Iron Ivory Jealous Kind Last Late Lazy Little Living Lonely Long Lost Loud Lucky Mad Marble Married
    Midnight Missing Modest Naked Narrow New Noble Northern Odd Old Only Open Other Outer Paper Patient Perfect
    Plain Pretty Private Proud Quiet Rare Red Restless Rising Royal Rusty Sacred Salt Savage Scarlet Second Secret
    Shallow Sharp Silent Silver Simple Sleeping Slow Small Smooth Southern Steady Stolen Strange Stubborn Sudden
    Sunken Sweet Tall Tender Thin Third Tired True Twisted Ugly Unseen Unwritten Vacant Vanishing Velvet Violent
    Wandering Warm Weary Western White Wicked Wild Winter Wise Wooden Wrong Yellow Young
    """.split()
)

NOUNS = tuple(
    """
    Affair Alibi Anchor Angel Answer Apple Archive Arrow Ashes Attic Avalanche Baker Balcony Ballad Bargain Bell
    Bird Blade Border Bottle Bridge Brother Butcher Cabin Candle Canyon Captain Carnival Castle Cathedral Cellar
    Chair Chapel Chase Child Choir Circle Citadel City Clock Cloud Coast Code Comet Compass Confession Contract
    Corner Crossing Crown Curtain Daughter Debt Desert Diary Distance Doctor Door Dream Echo Eclipse Elephant
    Emperor Engine Escape Exile Eye Falcon Farewell Father Feast Ferry Fever Fire Flood Flower Forest Fortune
    Fountain Frontier Funeral Game Garden Gate Ghost Giant Gift Girl Glove Guest Hammer Harbor Harvest Heart Heir
    Highway Horizon Horse Hotel House Hunter Island Journey Judge Key King Kitchen Knife Ladder Lake Lantern Legacy
    Letter Liar Library Light Lion Lock Machine Magician Map Market Mask Melody Mercy Messenger Mirror Monster Moon
    Morning Mother Mountain Museum Name Needle Neighbor Night Nurse Oath Ocean Orchard Orchestra Orphan Painter
    Palace Parade Passenger Photograph Pilgrim Pilot Pirate Planet Poet Portrait Prince Prisoner Promise Puppet
    Quarry Queen Question Rain Raven Rebel Reckoning Refuge Return Riddle River Road Room Rose Runner Sailor
    Sanctuary School Scientist Sea Secret Shadow Shelter Shepherd Ship Shoes Signal Sister Snow Soldier Son Song
    Spider Station Stone Storm Stranger Street Suitcase Summer Swan Sword Tailor Teacher Tempest Thief Thread Throne
    Tide Tiger Tower Train Traitor Treasure Trial Tunnel Twin Umbrella Valley Verdict Village Violin Visitor Voice
    Voyage Waiter Wall Watch Wave Wedding Well Whale Whisper Widow Window Wine Witness Wolf Wreck
    """.split()
)

VERBS = tuple(
    """
    Answering Betraying Borrowing Breaking Burning Burying Calling Carrying Catching Chasing Counting Crossing
    Dividing Escaping Facing Feeding Finding Following Forgetting Forgiving Hiding Holding Hunting Inventing Keeping
    Killing Leaving Losing Loving Mending Naming Opening Painting Poisoning Raising Reading Remembering Saving
    Selling Sharing Stealing Teaching Trusting Waking Watching Writing
    """.split()
)

PLACES = tuple(
    """
    Alaska Aleppo Antwerp Athens Avignon Berlin Boston Brighton Cairo Calais Casablanca Chicago Cordoba Denver Dover
    Dublin Essex Florence Geneva Genoa Ghent Hanoi Havana Istanbul Jaipur Kyoto Lagos Leeds Lima Lisbon Lyon Madrid
    Malta Marseille Memphis Milan Montana Nairobi Naples Nevada Odessa Oslo Ostend Palermo Paris Porto Prague Quebec
    Reno Rome Salem Samoa Seville Siberia Sofia Tangier Texas Tokyo Trieste Tulsa Turin Valencia Venice Verona
    Vienna Warsaw York
    """.split()
)

GIVEN_NAMES = tuple(
    """
    Ada Agnes Albert Alma Amos Anders Anna Anton Astrid Aurelio Beatrix Bela Bram Carla Casper Cecil Clara Conrad
    Dagmar Delia Dora Edgar Edith Elias Elsa Emil Esther Fausto Felix Flora Frieda Gideon Greta Gustav Hanna Hector
    Helene Henk Hilda Hugo Ida Igor Ines Irma Isak Ivo Jasper Jolanda Jonas Judith Kaspar Katya Klara Lars Leonie
    Lidia Linus Lotte Lucius Magda Malik Marta Matteo Milo Mina Nadia Nestor Nils Noor Olga Orla Oskar Otto Paloma
    Percy Petra Piet Quentin Ramona Rasmus Regina Rosa Rufus Sabine Selma Silas Sven Tamar Thea Tilda Tobias Ulrike
    Ursula Vera Viktor Wanda Wim Ximena Yara Yusuf Zelda Zora
    """.split()
)

FAMILY_NAMES = tuple(
    """
    Abernathy Achterberg Almeida Ambrose Arkwright Bancroft Barbosa Beaumont Bellweather Bergstrom Blackwood
    Bloomquist Brannigan Calloway Carvalho Castellan Cavendish Claesson Crabtree Dahlberg Delacroix Donovan Drummond
    Eastwick Eberhardt Ellingham Espinoza Fairchild Fenwick Ferreira Figueroa Fitzroy Galloway Garrick Goldsworthy
    Grunwald Halloran Hargreaves Hawthorne Hendriks Holmgren Ibarra Isaksen Jablonski Jansson Kaminski Kavanagh
    Kettering Kowalczyk Lachlan Lancaster Larkspur Leclerc Lindqvist Lockhart Lombardi MacAllister Mandeville
    Marchetti Mercier Montague Moreau Mulholland Nakamura Nightingale Novak Oakley Okafor Oliveira Ostrowski
    Pemberton Petrov Pickering Quigley Quintero Rademaker Ravenscroft Redfern Rosenthal Rutherford Salvatore
    Sandoval Santangelo Schumann Sinclair Sorensen Stanhope Steiner Tanaka Thackeray Thornbury Tolliver Underhill
    Vandermeer Vasquez Villanueva Wainwright Weatherby Whitlock Winterbourne Wojcik Yamaguchi Yardley Zeller
    Zimmermann
    """.split()
)

COUNTS = ("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen")
